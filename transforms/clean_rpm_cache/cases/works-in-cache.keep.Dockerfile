FROM centos:7
RUN yum install -y a
WORKDIR /var/cache
RUN ls yum
