FROM debian:bookworm-slim
COPY . /app
RUN --mount=type=cache,target=/app/cache chown -R 1000:1000 /app
