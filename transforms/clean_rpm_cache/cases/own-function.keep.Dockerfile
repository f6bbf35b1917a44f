FROM rockylinux:9
RUN dnf() { command dnf -y "$@"; }; dnf install a
