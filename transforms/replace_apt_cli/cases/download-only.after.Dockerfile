FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --download-only jq
