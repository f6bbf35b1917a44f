FROM fedora:40
RUN dnf install -y wget @development-tools curl
