FROM ubuntu:24.04
RUN apt-get update && apt-get install -y ubuntu-desktop
RUN apt-get update && apt-get install -y tasksel
