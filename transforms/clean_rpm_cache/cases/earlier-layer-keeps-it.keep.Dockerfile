FROM rockylinux:9
RUN dnf makecache
RUN dnf install -y a
