FROM centos:7
RUN yum install -y nginx
HEALTHCHECK CMD yum check-update
