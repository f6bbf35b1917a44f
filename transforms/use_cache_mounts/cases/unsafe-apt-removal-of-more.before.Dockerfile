FROM ubuntu:jammy
RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/* /tmp/*
