FROM rockylinux:9
RUN dnf install -y --setopt=cachedir=/cache a
