FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && apt-get install -y vim && rm -rf /var/lib/apt/lists/*
