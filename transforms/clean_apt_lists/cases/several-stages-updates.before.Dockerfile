FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq

FROM base AS one
RUN apt-get update && apt-get install -y make

FROM one
RUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*
