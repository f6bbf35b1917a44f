FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
ONBUILD RUN rm -rf /var/lib/apt/lists/*
