FROM fedora:41
RUN dnf install -y nginx
RUN yum install -y vim
