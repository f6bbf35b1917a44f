FROM rockylinux:9
RUN dnf install -y nginx \
 && dnf install -y vim
