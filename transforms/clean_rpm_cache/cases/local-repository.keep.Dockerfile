FROM rockylinux:9
COPY rpms /rpms
RUN createrepo /rpms && dnf install -y --repofrompath=own,file:///rpms own && rm -rf /rpms
RUN dnf install -y nginx && dnf clean all
