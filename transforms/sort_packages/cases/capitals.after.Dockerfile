FROM fedora:40
RUN dnf install -y libjpeg-devel libX11-devel libxml2-devel libXt-devel
