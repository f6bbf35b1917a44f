FROM debian:bookworm
RUN cd /src && apt-get update && ./prepare && apt-get install -y curl
