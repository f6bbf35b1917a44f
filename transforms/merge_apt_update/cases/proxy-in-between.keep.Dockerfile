FROM debian:jessie
RUN apt-get update && apt-get install -y curl
ENV HTTPS_PROXY=http://p
RUN apt-get install -y vim
