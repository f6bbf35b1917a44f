FROM debian:bookworm-slim
RUN apt-get() { command apt-get --no-install-recommends "$@"; }; apt-get update && apt-get install -y jq
