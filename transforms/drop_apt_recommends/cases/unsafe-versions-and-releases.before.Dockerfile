FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y -t bookworm-backports git=1:2.47.1-1 libc6-dev:amd64
