FROM alpine:3.20 AS musl
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends gcc
COPY --from=musl /usr /sysroot/usr
COPY --from=musl /lib /sysroot/lib
COPY --from=musl / /sysroot
FROM node:22-alpine AS tools
FROM debian:12
COPY --from=tools /usr/local/bin/node /rootfs/usr/local/bin/node
