FROM debian:bookworm-slim
COPY html /var/www/html
RUN apt-get update && apt-get install -y --no-install-recommends apache2 && rm -rf /var/lib/apt/lists/*
