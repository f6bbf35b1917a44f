FROM debian:bookworm
RUN apt-get update && apt-get install -y make
WORKDIR /gcc
RUN apt-get install -y gcc
WORKDIR /jq
RUN apt-get install -y jq
WORKDIR /vim
RUN apt-get install -y vim
WORKDIR /nano
RUN apt-get install -y nano
WORKDIR /unzip
RUN apt-get install -y unzip
WORKDIR /zip
RUN apt-get install -y zip
WORKDIR /curl
RUN apt-get install -y curl
