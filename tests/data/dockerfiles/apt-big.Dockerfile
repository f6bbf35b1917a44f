FROM ubuntu:22.04
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get upgrade -y
RUN apt-get install -y software-properties-common
RUN add-apt-repository ppa:deadsnakes/ppa
RUN apt-get update
RUN apt-get install -y python3.10 python3.10-dev
RUN apt-get install -y git vim wget curl sudo
RUN wget https://example.org/installer.sh
RUN bash installer.sh
RUN rm installer.sh
RUN apt-get clean
