FROM debian:bookworm
RUN apt-get update
RUN mkdir -p /src && cd /src && apt-get install -y curl
