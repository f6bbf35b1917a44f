FROM debian:jessie
RUN sudo -E apt-get update && sudo -E apt-get install -y curl
WORKDIR /x
RUN sudo -E apt-get install -y vim
