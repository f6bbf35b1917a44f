FROM ubuntu:22.04 AS a
RUN apt-get update && apt-get install -y curl \
    && rm -rf /var/lib/apt/lists/*
ARG DEBUG=false
RUN if [ "$DEBUG" = true ]; then apt-get install -y gdb; fi
FROM a
RUN echo x && apt install --no-install-recommends -y curl strace
FROM python:3.12
RUN apt-get update && apt-get install -y jq; rm -rf /var/lib/apt/lists/*
RUN apt-get install -y gdb
