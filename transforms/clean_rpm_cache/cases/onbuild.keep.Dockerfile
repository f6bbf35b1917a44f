FROM rockylinux:9
ONBUILD RUN dnf install -y a
