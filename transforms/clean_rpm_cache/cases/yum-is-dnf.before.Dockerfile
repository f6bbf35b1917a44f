FROM almalinux:8
RUN yum install -y jq
RUN dnf install -y gcc && yum install -y make
