FROM registry.access.redhat.com/ubi9/ubi-minimal
RUN microdnf install -y --setopt=install_weak_deps=0 dnf && dnf install -y --setopt=install_weak_deps=False tar
