FROM debian:bookworm-slim AS dev
RUN apt-get update && apt-get install -y curl vim
