FROM rockylinux:9
RUN dnf install -y $(dnf repoquery --whatprovides x)
