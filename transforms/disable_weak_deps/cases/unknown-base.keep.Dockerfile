FROM registry.example.org/base
RUN dnf install -y nginx
RUN yum install -y nginx
RUN microdnf install -y nginx
