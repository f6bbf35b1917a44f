FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
ARG DEV
RUN if [ -n "$DEV" ]; then apt-get update && apt-get install -y vim; fi \
    && rm -rf /var/lib/apt/lists/*
