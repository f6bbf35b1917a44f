FROM centos:7
RUN rm() { echo "$@"; }; yum install -y a
