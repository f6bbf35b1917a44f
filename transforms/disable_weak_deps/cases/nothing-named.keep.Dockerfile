FROM fedora:41
RUN xargs dnf install -y < packages.txt
