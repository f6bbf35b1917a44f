FROM mcr.microsoft.com/devcontainers/base:bookworm AS base
FROM base
RUN apt-get update && apt-get install -y jq && apt-get clean && rm -rf /var/lib/apt/lists/*
