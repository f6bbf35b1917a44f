FROM ubuntu:jammy
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends jq; \
    rm -rf /var/lib/apt/lists/*; \
    jq --version; \
    rm -rf /var/lib/apt/lists/* /tmp/*
