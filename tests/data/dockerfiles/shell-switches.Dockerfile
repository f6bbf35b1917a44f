FROM ubuntu
SHELL ["/bin/bash", "-c"]
RUN source /etc/os-release && echo $NAME
SHELL ["/bin/sh", "-c"]
RUN . /etc/os-release
