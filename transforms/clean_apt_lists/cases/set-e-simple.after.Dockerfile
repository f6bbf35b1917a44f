FROM debian:bookworm-slim
RUN set -eux; apt-get update; apt-get install -y jq; jq --version; rm -rf /var/lib/apt/lists/*
