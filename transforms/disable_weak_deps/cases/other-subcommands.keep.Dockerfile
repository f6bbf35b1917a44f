FROM fedora:41
RUN dnf upgrade -y && dnf builddep -y x.spec && dnf remove -y vim && dnf -y group install 'Development Tools' && dnf reinstall -y tzdata
