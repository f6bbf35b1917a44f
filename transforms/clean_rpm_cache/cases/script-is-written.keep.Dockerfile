FROM centos:7
RUN yum install -y gcc
RUN echo "yum -C install make" > /install.sh
