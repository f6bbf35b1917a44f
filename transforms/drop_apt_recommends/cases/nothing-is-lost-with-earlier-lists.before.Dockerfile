FROM debian:bookworm
RUN apt-get update
RUN apt-get install -y pkg-config libssl-dev
