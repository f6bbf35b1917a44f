FROM debian:bookworm-slim
RUN apt-get update -q && apt-get install -y -q jq
