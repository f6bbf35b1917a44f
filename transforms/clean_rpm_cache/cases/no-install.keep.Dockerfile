FROM rockylinux:9
RUN dnf makecache
RUN dnf list installed
RUN dnf config-manager --set-enabled crb
