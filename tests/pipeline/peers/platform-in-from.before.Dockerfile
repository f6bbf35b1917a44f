FROM --platform=$BUILDPLATFORM golang:1.22-bookworm AS build
RUN apt-get update
RUN apt-get install -y --no-install-recommends jq
FROM --platform=linux/arm64 debian:12@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS last
RUN apt-get update
RUN apt-get install -y --no-install-recommends jq
FROM last AS test
