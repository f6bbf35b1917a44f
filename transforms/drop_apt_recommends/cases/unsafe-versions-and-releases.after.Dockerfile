FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends -t bookworm-backports ca-certificates git=1:2.47.1-1 libc6-dev:amd64
