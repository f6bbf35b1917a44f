FROM ubuntu:22.04
RUN apt-get update && apt-get -y dist-upgrade && apt-get dist-upgrade -y && apt-get dist-upgrade --yes
