FROM registry.access.redhat.com/ubi9/ubi
RUN mkdir -p /mnt/root && dnf install -y --installroot=/mnt/root --releasever=9 bash
