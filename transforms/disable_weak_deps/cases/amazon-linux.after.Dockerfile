FROM amazonlinux:2023
RUN dnf install -y --setopt=install_weak_deps=False gcc
