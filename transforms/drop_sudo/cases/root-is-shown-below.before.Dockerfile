FROM debian:bookworm AS base
RUN apt-get update && apt-get install -y sudo
FROM base
RUN sudo -H pip install x
