FROM almalinux:8
RUN yum -y install --setopt=install_weak_deps=False jq
