FROM debian:bookworm-slim
ENV DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8
LABEL org.opencontainers.image.title="tool"
WORKDIR /srv
RUN apt-get update -qq && apt-get install -y jq
