FROM debian:bookworm
RUN mkdir -p /app && chown 1000 /app
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends curl
COPY src /app
