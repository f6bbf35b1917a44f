FROM registry.example.org/base
COPY own.rpm .
RUN yum install -y ./own.rpm
