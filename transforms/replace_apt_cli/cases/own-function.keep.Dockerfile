FROM debian:bookworm-slim
RUN apt() { apt-get -y "$@"; }; apt install jq
