FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y tcpdump curl
FROM base
COPY app /app
