FROM rockylinux:9
ARG WITH_DEBUG
RUN if [ -n "$WITH_DEBUG" ]; then dnf install -y gdb; fi
