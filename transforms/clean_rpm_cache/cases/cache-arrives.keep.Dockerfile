FROM centos:7
COPY cache /var/cache/yum/
RUN yum install -y a
