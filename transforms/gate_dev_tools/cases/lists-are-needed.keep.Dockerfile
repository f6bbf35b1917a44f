FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y curl vim
FROM base
RUN apt-get install -y jq
