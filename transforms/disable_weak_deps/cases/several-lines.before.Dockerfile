FROM fedora:41
RUN dnf -y upgrade && \
    dnf -y install \
        gcc \
        make && \
    dnf clean all
