FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq || true && rm -rf /var/lib/apt/lists/*
