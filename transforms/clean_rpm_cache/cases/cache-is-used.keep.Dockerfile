FROM rockylinux:9
RUN dnf install -y a
RUN find /var/cache/dnf -name '*.rpm'
