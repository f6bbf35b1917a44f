FROM ubuntu:jammy
RUN --mount=type=cache,id=apt-lists-jammy,target=/var/lib/apt/lists,sharing=locked set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends jq; \
    jq --version; \
    rm -rf /tmp/*
