FROM debian:bookworm-slim
COPY --chown=www-data app /app/
