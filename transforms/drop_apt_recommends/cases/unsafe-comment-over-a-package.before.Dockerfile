FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y \
    # fetches the sources
    # and the keys
    curl \
    jq
