FROM rockylinux:9 AS base
RUN dnf install -y nginx && dnf clean all
FROM base
COPY . /srv
