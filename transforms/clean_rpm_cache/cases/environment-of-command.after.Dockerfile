FROM centos:7
RUN LANG=C yum -y install jq && timeout 60 yum -y install vim \
    && yum clean all \
    && rm -rf /var/cache/yum
