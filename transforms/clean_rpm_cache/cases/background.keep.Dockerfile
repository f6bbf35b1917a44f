FROM rockylinux:9
RUN dnf install -y a && sleep 1 &
