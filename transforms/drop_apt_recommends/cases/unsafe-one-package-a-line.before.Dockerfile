FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y \
    curl \
    # for the checksums
    gnupg \
    && rm -rf /var/lib/apt/lists/*
