FROM debian:bookworm-slim
RUN get() { apt install "$1"; }; get jq
