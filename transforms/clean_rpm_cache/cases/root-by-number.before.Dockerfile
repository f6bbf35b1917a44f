FROM rockylinux:9
USER 1001
USER 0
RUN dnf install -y nginx
USER 1001
