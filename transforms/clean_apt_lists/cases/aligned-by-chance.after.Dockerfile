FROM debian:bookworm
RUN apt-get update && \
    apt-get install -y jq && \
    apt-get install -y vi && \
    jq --version && \
    rm -rf /var/lib/apt/lists/*
