FROM debian:bookworm-slim
WORKDIR /src
COPY a \
# and
  b /src/
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
