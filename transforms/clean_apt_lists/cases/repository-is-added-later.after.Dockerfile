FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends software-properties-common \
    && rm -rf /var/lib/apt/lists/*
RUN add-apt-repository -y ppa:x/y && apt-get update && apt-get install -y --no-install-recommends z \
    && rm -rf /var/lib/apt/lists/*
