FROM rockylinux:9
RUN for tool in yum dnf; do echo $tool; done && dnf install -y a
