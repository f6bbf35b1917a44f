FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq

FROM base
RUN apt-get install -y vim && rm -rf /var/lib/apt/lists/*
