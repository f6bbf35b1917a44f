FROM rockylinux:9
COPY packages.txt /
RUN cat /packages.txt | xargs dnf install -y
