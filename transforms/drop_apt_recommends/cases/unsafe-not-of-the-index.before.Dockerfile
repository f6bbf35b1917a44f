FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y -t bookworm-backports make
FROM debian:bookworm-slim
COPY sources /etc/apt/
RUN apt-get update && apt-get install -y make
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y make=4.3-4.1
FROM ubuntu:22.04
RUN apt-get update && apt-get install -y make
