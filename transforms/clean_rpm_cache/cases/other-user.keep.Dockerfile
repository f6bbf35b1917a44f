FROM rockylinux:9
USER app
RUN dnf install -y a
