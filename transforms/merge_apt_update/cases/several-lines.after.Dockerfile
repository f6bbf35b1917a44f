FROM debian:bookworm-slim
RUN apt-get update -qq \
    && apt-get install -y \
        jq \
        unzip \
    && jq --version
