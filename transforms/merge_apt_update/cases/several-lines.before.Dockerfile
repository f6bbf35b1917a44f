FROM debian:bookworm-slim
RUN apt-get update -qq
RUN apt-get install -y \
        jq \
        unzip \
    && jq --version
