FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq
ARG DEV
RUN [ -n "$DEV" ] && apt-get update; apt-get install -y vim && rm -rf /var/lib/apt/lists/*
