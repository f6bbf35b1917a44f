FROM alpine
ADD https://example.org/release/app-1.0.tar.gz /tmp/
RUN tar -xzf /tmp/app-1.0.tar.gz -C /opt && rm /tmp/app-1.0.tar.gz
ADD rootfs.tar.xz /
