FROM fedora:41
RUN echo "$(dnf install -y a)"
