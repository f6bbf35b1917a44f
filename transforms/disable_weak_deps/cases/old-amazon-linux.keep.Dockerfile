FROM amazonlinux:2
RUN yum install -y gcc
