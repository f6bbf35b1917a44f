FROM rockylinux:9
RUN dnf install -y dnf-plugins-core
ENTRYPOINT ["/usr/bin/dnf"]
