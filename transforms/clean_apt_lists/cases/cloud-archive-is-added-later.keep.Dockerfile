FROM ubuntu:14.04
RUN apt-get update && apt-get install -y --no-install-recommends software-properties-common
RUN add-apt-repository -y cloud-archive:kilo
