FROM debian:jessie
COPY proxy.sh /srv/
RUN . /srv/proxy.sh && apt-get update && apt-get install -y curl
WORKDIR /x
RUN . /srv/proxy.sh && apt-get install -y vim
