FROM debian:bookworm-slim
COPY --link app /app/
