FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    curl \
    # for the impatient
    htop \
    jq \
    nano
COPY app /app
# not as root
USER app
EXPOSE 80
ENTRYPOINT ["/app"]
