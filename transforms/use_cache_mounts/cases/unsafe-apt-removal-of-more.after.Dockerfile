FROM ubuntu:jammy
RUN --mount=type=cache,id=apt-lists-jammy,target=/var/lib/apt/lists,sharing=locked \
    apt-get update && apt-get install -y jq && rm -rf /tmp/*
