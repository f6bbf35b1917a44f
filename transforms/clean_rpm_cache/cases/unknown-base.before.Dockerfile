FROM registry.example.org/base:1
RUN yum install -y jq
RUN dnf install -y jq
RUN zypper install -y jq
