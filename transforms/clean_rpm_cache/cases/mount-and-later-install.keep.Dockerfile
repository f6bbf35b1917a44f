FROM rockylinux:9
RUN --mount=type=secret,id=repo,target=/etc/yum.repos.d/own.repo dnf install -y a
RUN dnf remove -y b && dnf clean all
