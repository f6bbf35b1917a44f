FROM ubuntu:22.04
RUN apt-get update && apt-get install -y sudo
USER app
RUN sudo apt update && sudo -E apt install curl && sudo rm -rf /var/lib/apt/lists/*
