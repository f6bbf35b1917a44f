FROM debian:bookworm-slim AS base
ONBUILD COPY a /app

FROM base
COPY b /app
RUN chown -R 1000:1000 /app
