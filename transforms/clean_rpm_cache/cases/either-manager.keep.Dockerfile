FROM registry.example.org/base
RUN yum install -y a && microdnf install -y b
