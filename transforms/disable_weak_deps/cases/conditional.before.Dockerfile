FROM fedora:41
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then dnf install -y gdb; fi
