FROM rockylinux:9
RUN dnf install -y a
RUN --network=none dnf list --installed
