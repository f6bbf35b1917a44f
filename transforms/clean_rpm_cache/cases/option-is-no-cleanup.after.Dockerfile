FROM rockylinux:9
RUN dnf install -y --setopt=keepcache=0 nginx && dnf clean all
