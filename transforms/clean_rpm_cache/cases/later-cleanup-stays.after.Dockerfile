FROM rockylinux:9
RUN dnf install -y gcc && dnf clean all
COPY . /src
RUN dnf clean all
