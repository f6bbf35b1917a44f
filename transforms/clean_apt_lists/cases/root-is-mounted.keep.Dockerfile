# syntax=docker/dockerfile:1
FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y jq

FROM base
RUN --mount=from=base,target=/base ls /base
