FROM rockylinux:9
RUN dnf install -y a
RUN dnf -C install -y b
