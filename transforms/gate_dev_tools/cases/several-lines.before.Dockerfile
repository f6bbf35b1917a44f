FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    # for the health check
    curl \
    htop \
    jq \
    nano
COPY app /app
# not as root
USER app
EXPOSE 80
ENTRYPOINT ["/app"]
