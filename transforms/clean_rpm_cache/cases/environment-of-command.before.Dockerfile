FROM centos:7
RUN LANG=C yum -y install jq && timeout 60 yum -y install vim
