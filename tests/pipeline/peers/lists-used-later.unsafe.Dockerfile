FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl gnupg \
    && apt-get install -y --no-install-recommends nodejs \
    && rm -rf /var/lib/apt/lists/*
FROM debian:12
RUN apt-get update
RUN /setup/install.sh
FROM debian:12 AS base
RUN apt-get update && apt-get install -y --no-install-recommends jq
FROM base
RUN apt-get install -y --no-install-recommends git
