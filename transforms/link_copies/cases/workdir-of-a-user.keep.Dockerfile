FROM debian:bookworm-slim
USER www-data
WORKDIR /app
COPY app .
