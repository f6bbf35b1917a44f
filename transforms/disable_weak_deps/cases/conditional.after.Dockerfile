FROM fedora:41
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then dnf install -y --setopt=install_weak_deps=False gdb; fi
