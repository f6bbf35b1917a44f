FROM rockylinux:9 AS base
RUN dnf install -y nginx
FROM base
COPY . /srv
