FROM ubuntu:22.04
USER root
RUN sudo apt-get update && sudo -E apt-get install -y jq
