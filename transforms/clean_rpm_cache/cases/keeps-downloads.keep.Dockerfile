FROM rockylinux:9
RUN echo keepcache=1 >> /etc/dnf/dnf.conf && dnf install -y a
