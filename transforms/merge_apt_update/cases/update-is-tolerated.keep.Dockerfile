FROM debian:jessie
RUN apt-get update; apt-get install -y curl
WORKDIR /x
RUN apt-get install -y vim
