FROM --platform=$BUILDPLATFORM golang:1.22-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/*
FROM --platform=linux/arm64 debian:12@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS last
RUN apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/*
FROM last AS test
