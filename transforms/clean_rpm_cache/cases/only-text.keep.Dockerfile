FROM rockylinux:9
LABEL install="dnf install -y a"
RUN echo "dnf install -y a"
