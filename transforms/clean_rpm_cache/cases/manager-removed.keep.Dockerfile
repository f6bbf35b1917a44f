FROM fedora:41
RUN dnf install -y gcc && cd /usr/bin && rm dnf
