FROM ubuntu:22.04
RUN apt-get update && apt-get install -y sudo
USER app
RUN sudo apt-get update && sudo -E apt-get install -y curl && sudo rm -rf /var/lib/apt/lists/*
