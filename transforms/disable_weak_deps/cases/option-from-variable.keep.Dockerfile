FROM fedora:41
ARG OPTIONS
RUN dnf $OPTIONS install -y a
