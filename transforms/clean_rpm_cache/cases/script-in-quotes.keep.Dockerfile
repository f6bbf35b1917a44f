FROM centos:7
RUN bash -c "yum install -y gcc"
RUN yum install -y make
