FROM fedora:41
RUN --mount=type=tmpfs,target=/var dnf install -y gcc
