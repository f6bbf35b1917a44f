FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
COPY rootfs/ /
RUN apt-get install -y jq
