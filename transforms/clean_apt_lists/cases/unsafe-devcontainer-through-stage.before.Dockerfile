FROM mcr.microsoft.com/devcontainers/base:bookworm AS base
FROM base
RUN apt-get update && apt-get install -y jq
