FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl && apt-get remove -y curl
EXPOSE 8080
CMD ["/srv/app"]
