FROM centos:7
RUN yum install -y gcc
COPY <<EOF /install.sh
yum -C install make
EOF
