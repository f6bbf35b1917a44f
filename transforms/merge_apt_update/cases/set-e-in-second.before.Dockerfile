FROM debian:bookworm-slim
RUN apt-get update
RUN set -eux; apt-get install -y jq; jq --version
