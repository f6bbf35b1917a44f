FROM debian:bookworm-slim
RUN apt-get update && apt-get -y install -o Dpkg::Options::="--force-confold" jq unzip
