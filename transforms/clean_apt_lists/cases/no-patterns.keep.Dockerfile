FROM debian:bookworm-slim
RUN set -f; apt-get update && apt-get install -y jq
