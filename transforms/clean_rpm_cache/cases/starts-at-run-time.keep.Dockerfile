FROM rockylinux:9
RUN dnf install -y nginx
CMD dnf repoquery nginx
