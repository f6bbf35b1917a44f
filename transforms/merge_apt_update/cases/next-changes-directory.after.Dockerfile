FROM debian:bookworm
RUN mkdir -p /src && cd /src && apt-get update && apt-get install -y curl
