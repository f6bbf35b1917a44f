FROM debian:bookworm
COPY --chown=1000:1000 src /app
RUN --mount=type=cache,target=/app/cache apt-get update && apt-get install -y --no-install-recommends curl
