FROM centos:7
RUN yum install -y https://dl.example.org/epel-release-latest-7.noarch.rpm
