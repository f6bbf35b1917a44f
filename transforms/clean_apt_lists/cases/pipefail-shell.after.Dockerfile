FROM debian:bookworm-slim
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN apt-get update && apt-get install -y curl && curl -fsSL https://example.org/a.sh | bash \
    && rm -rf /var/lib/apt/lists/*
