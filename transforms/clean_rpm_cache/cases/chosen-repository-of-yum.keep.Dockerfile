FROM registry.example.org/base
RUN yum --disablerepo='*' --enablerepo=own install -y a
