FROM rockylinux:9
RUN dnf install -y --allowerasing --enablerepo=crb gcc
