FROM rockylinux:9
RUN --mount=type=bind,source=packages.txt,target=/tmp/packages.txt dnf install -y $(cat /tmp/packages.txt)
