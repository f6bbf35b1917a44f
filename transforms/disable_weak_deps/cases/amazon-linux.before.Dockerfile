FROM amazonlinux:2023
RUN dnf install -y gcc
