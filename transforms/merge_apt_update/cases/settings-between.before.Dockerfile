FROM debian:bookworm-slim
RUN apt-get update -qq
ENV DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8
LABEL org.opencontainers.image.title="tool"
WORKDIR /srv
RUN apt-get install -y jq
