FROM centos:7
RUN yum -y install gcc && yum clean packages
