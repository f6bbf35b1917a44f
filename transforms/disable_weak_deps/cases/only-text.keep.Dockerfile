FROM fedora:41
LABEL run="dnf install -y a"
RUN echo "dnf install -y a" && bash -c "dnf install -y a"
