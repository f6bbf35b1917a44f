FROM fedora:41
RUN dnf inst\
all nginx
