FROM ubuntu:22.04
RUN apt-get update && apt-get install -y curl
WORKDIR /x
RUN apt-get update && apt-get install -y wget
RUN make -C /x
RUN apt-get update && apt-get install -y git gcc
RUN apt-get update && apt-get install -y cmake
