FROM debian:bookworm-slim
RUN set -ex; apt-get update; apt-get install -y jq
RUN apt-get clean && rm -rf /var/lib/apt/lists/*
