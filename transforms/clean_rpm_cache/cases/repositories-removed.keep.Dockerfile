FROM centos:7
RUN yum install -y a && rm -f /etc/yum.repos.d/*
