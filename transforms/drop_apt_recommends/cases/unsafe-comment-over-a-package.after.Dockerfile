FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    ca-certificates \
    # fetches the sources
    # and the keys
    curl \
    jq
