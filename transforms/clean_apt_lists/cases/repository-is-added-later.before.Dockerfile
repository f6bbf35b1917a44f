FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends software-properties-common
RUN add-apt-repository -y ppa:x/y && apt-get update && apt-get install -y --no-install-recommends z
