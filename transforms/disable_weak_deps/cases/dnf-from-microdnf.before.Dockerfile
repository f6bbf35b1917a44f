FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install -y dnf && dnf install -y tar
