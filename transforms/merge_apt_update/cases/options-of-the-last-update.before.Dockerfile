FROM debian:jessie
RUN apt-get update && apt-get install -y curl
WORKDIR /x
RUN apt-get update -o Acquire::Check-Valid-Until=false && apt-get install -y jq
WORKDIR /y
RUN apt-get install -y vim
