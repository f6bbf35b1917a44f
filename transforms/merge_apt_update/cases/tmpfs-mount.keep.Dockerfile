# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN --mount=type=tmpfs,target=/tmp apt-get update
RUN --mount=type=tmpfs,target=/tmp apt-get install -y jq
