FROM rockylinux:9
RUN dnf clean all && dnf install -y nginx && dnf clean all
