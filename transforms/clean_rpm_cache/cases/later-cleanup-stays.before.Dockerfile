FROM rockylinux:9
RUN dnf install -y gcc
COPY . /src
RUN dnf clean all
