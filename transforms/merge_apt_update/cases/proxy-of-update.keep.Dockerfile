FROM debian:jessie
RUN http_proxy=http://p apt-get update && http_proxy=http://p apt-get install -y curl
WORKDIR /x
RUN http_proxy=http://p apt-get install -y vim
