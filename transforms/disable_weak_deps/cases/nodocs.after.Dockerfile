FROM fedora:41
RUN dnf install -y --setopt=install_weak_deps=False --setopt=tsflags=nodocs nginx
RUN yum install -y --setopt=install_weak_deps=False --setopt=tsflags=nodocs vim
