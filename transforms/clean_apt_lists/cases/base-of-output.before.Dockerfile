FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq

FROM base
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
