FROM debian:bookworm
RUN apt-get update
RUN cd /src && ./prepare && apt-get install -y curl
