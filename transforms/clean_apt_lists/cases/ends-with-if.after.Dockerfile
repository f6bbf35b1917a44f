FROM debian:bookworm-slim
ARG DEBUG
RUN apt-get update && apt-get install -y jq; if [ -n "$DEBUG" ]; then apt-get install -y gdb; fi \
    && rm -rf /var/lib/apt/lists/*
