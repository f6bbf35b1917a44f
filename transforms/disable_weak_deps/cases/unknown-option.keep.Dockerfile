FROM fedora:41
RUN dnf install --elsewhere a b
