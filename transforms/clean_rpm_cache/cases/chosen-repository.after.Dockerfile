FROM rockylinux:9
RUN dnf install -y --disablerepo='*' --enablerepo=baseos tar && dnf clean all
