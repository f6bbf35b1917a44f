FROM ubuntu:22.04
RUN apt-get update && apt-get install -y git && apt-get install -y wget
RUN apt-get update && apt-get install -y curl
