FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends -t bookworm-backports make
FROM debian:bookworm-slim
COPY sources /etc/apt/
RUN apt-get update && apt-get install -y --no-install-recommends make
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends make=4.3-4.1
FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends make
