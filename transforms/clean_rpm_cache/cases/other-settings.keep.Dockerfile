FROM centos:7
RUN yum -c /tmp/yum.conf -y install bash
