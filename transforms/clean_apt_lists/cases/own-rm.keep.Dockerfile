FROM debian:bookworm-slim
RUN rm() { echo "$@"; }; apt-get update && apt-get install -y jq
