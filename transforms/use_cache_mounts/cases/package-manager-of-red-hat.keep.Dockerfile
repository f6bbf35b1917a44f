FROM fedora:40
RUN dnf install -y jq && dnf clean all
