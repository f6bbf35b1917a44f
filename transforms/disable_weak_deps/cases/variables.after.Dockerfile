FROM fedora:41
ARG PACKAGES
RUN dnf install -y --setopt=install_weak_deps=False $PACKAGES "$(cat /list)"
