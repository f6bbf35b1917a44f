FROM debian:bookworm-slim
RUN apt-get update && apt-get -y install --no-install-recommends -o Dpkg::Options::="--force-confold" jq unzip
