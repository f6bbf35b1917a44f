FROM fedora:41
RUN dnf() { command dnf -y "$@"; }; dnf install a
