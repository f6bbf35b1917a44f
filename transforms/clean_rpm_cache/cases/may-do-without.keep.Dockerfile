FROM rockylinux:9
RUN dnf install -y a || echo "there is none"
