FROM rockylinux:9
RUN dnf install -y gcc
COPY . /src
RUN make -C /src && dnf install -y nginx
