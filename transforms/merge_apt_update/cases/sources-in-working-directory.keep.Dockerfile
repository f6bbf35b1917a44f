FROM debian:bookworm
RUN apt-get update && apt-get install -y wget
WORKDIR /etc/apt/sources.list.d
RUN wget https://example.org/x.sources
WORKDIR /
RUN apt-get install -y vim
