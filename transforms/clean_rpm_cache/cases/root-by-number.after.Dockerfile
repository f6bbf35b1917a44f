FROM rockylinux:9
USER 1001
USER 0
RUN dnf install -y nginx && dnf clean all
USER 1001
