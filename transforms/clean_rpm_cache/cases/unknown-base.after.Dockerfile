FROM registry.example.org/base:1
RUN yum install -y jq && yum clean all
RUN dnf install -y jq && dnf clean all
RUN zypper install -y jq && zypper clean --all
