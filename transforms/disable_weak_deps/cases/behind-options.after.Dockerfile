FROM rockylinux:9
RUN dnf install -y --allowerasing --setopt=install_weak_deps=False --enablerepo=crb gcc
