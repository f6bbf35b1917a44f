FROM rockylinux:9
RUN sudo -u app dnf install -y a
