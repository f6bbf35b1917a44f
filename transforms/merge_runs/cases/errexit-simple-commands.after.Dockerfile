FROM debian:bookworm-slim
RUN set -ex; apt-get update; apt-get install -y jq && apt-get clean && rm -rf /var/lib/apt/lists/*
