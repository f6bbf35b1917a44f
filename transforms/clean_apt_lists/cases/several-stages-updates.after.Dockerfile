FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*

FROM base AS one
RUN apt-get update && apt-get install -y make && rm -rf /var/lib/apt/lists/*

FROM one
RUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*
