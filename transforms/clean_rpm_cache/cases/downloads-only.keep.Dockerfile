FROM rockylinux:9
RUN dnf install -y --downloadonly a
RUN dnf install -y a
