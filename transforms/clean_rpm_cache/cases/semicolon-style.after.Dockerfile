FROM centos:7
RUN set -ex; \
    yum install -y gcc; \
    make -C /src; \
    yum remove -y gcc; \
    yum clean all; \
    rm -rf /var/cache/yum
