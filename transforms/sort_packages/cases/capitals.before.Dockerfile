FROM fedora:40
RUN dnf install -y libxml2-devel libXt-devel libX11-devel libjpeg-devel
