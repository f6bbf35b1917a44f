FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends jq
RUN apt-get install --install-recommends -y git
RUN apt-get install -y --install-recommends=no git && apt-get install -y --no-install-recommends=false git
