FROM debian:bookworm
ADD rootfs.tar.gz/ /
