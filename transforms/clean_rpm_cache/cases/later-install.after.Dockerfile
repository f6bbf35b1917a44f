FROM rockylinux:9
RUN dnf install -y gcc && dnf clean all
COPY . /src
RUN make -C /src && dnf install -y nginx && dnf clean all
