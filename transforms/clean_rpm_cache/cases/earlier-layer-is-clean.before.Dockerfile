FROM centos:7
RUN yum -y update; yum clean all
RUN yum-config-manager --enable x
RUN yum -y install a
