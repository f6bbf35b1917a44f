FROM debian:bookworm-slim
RUN set -eux; apt-get update; apt-get install -y jq; rm -rf /var/lib/apt/lists/*
