FROM debian:bookworm-slim
WORKDIR /src
COPY --chown=www-data . .
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
