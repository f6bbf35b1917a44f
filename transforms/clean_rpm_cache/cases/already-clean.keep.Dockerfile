FROM rockylinux:9
RUN yum install -y a && yum clean all
RUN dnf install -y a && dnf -y clean all && rm -rf /var/cache/dnf
RUN yum install -y a && rm -rf /var/cache/yum
RUN yum install -y a && rm -rf /var/cache/*
RUN yum install -y a && yum clean all && rm -rf /var/cache/{dnf,yum}
RUN microdnf install -y a && microdnf clean all
RUN zypper -n in a && zypper clean --all
RUN zypper -n in a && zypper cc -a
RUN dnf install -y a; dnf clean all
RUN set -e; dnf install -y a; if true; then dnf clean all; fi
RUN dnf install -y a && dnf clean all --enablerepo='*' && rm -f /tmp/x
