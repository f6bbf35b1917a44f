FROM fedora:41
RUN dnf install -y gcc
RUN gcc --version && dnf history undo -y last
