FROM fedora:41
USER app
RUN sudo dnf install -y a && env LANG=C dnf install b
