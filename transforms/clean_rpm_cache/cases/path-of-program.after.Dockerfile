FROM rockylinux:9
RUN /usr/bin/dnf install -y nginx && /usr/bin/dnf clean all
