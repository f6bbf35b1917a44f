FROM registry.access.redhat.com/ubi8/ubi
RUN dnf install -y --disableplugin=subscription-manager tar
