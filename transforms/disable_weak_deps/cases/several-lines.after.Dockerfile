FROM fedora:41
RUN dnf -y upgrade && \
    dnf -y install --setopt=install_weak_deps=False \
        gcc \
        make && \
    dnf clean all
