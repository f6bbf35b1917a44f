FROM rockylinux:9
RUN /usr/bin/dnf install -y nginx
