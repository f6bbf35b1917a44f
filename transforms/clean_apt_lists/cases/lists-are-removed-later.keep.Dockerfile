FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
RUN rm -r /var/lib/apt/lists/*
