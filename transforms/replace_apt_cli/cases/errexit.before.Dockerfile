FROM debian:bookworm-slim
RUN set -eux; apt update; apt install -y --no-install-recommends curl; rm -rf /var/lib/apt/lists/*
