FROM rockylinux:9
# dfopt: ignore[clean-rpm-cache] installs at run time
RUN dnf install -y a
