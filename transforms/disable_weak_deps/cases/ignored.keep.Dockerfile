FROM fedora:41
# dfopt: ignore[disable-weak-deps] the plugins are wanted
RUN dnf install -y a
