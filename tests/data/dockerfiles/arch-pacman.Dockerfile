FROM archlinux:base-devel
RUN pacman -Syu --noconfirm \
    && pacman -S --noconfirm git go \
    && rm -rf /var/cache/pacman/pkg/*
RUN useradd -m build && echo 'build ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers
USER build
WORKDIR /home/build
