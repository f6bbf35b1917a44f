FROM debian:bookworm
RUN apt-get update; \
    apt-get install -y jq; \
    jq --version \
    && rm -rf /var/lib/apt/lists/*
