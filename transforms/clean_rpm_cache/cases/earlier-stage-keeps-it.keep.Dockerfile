FROM rockylinux:9 AS base
RUN dnf -y module enable nodejs:20
FROM base
RUN dnf install -y nodejs
