FROM debian:bookworm
RUN apt-get update                    && \
    apt-get install -y jq unzip       && \
    jq --version                      && \
    rm -rf /var/lib/apt/lists/*
