FROM rockylinux:9
RUN dnf install -y nginx && rm /etc/nginx/x || true && dnf install -y vim
