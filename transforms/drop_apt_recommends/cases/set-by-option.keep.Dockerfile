FROM debian:bookworm-slim
RUN apt-get update && apt-get -o APT::Install-Recommends=false install -y jq
