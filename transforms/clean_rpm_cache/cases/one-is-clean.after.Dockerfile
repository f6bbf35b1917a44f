FROM rockylinux:9
RUN dnf install -y nginx && dnf clean all
COPY . /srv
RUN dnf install -y vim && rm -rf /var/cache/dnf /var/cache/yum
