FROM rockylinux:9
RUN command -v dnf && echo "dnf install" && dnf install -y nginx && dnf clean all
