FROM centos:7
RUN yum install -y gcc && export PATH=/opt/bin && build
