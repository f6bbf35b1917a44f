FROM rockylinux:9
ARG OPTIONS
RUN dnf $OPTIONS install -y a
