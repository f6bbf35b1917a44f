FROM ubuntu:22.04
RUN apt update && apt -y full-upgrade && apt full-upgrade && apt dist-upgrade --yes
