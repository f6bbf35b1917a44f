FROM debian:bookworm-slim
RUN apt-get update && { set -eux; apt-get install -y jq; jq --version; }
