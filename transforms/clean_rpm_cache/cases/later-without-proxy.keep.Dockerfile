FROM fedora:41
RUN dnf install -y --setopt=proxy=http://proxy.example.org gcc
RUN dnf install -y make
