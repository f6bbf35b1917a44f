FROM fedora:40
RUN dnf install -y make gcc && dnf clean all
