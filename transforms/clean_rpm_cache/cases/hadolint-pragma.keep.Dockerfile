FROM rockylinux:9
# hadolint ignore=DL3040
RUN dnf install -y a
