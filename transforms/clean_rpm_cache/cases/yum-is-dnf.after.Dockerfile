FROM almalinux:8
RUN yum install -y jq && yum clean all
RUN dnf install -y gcc && yum install -y make && yum clean all
