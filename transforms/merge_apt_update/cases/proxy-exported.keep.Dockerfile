FROM debian:jessie
RUN export http_proxy=http://p && apt-get update && apt-get install -y curl
WORKDIR /x
RUN export http_proxy=http://p && apt-get install -y vim
