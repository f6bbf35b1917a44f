FROM debian:bookworm-slim
WORKDIR /src
COPY . .
USER nobody
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
