FROM rockylinux:9
RUN dnf install -y nginx && dnf clean all
CMD ["nginx"]
