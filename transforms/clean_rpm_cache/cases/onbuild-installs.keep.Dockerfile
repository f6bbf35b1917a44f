FROM centos:7
RUN yum install -y gcc
ONBUILD RUN yum install -y $PACKAGES
