FROM debian:bookworm
ADD rootfs.tar.xz /
ADD *.tgz /opt/
ADD dump.sql.gz /x/
