FROM almalinux:8
RUN yum -y install jq
