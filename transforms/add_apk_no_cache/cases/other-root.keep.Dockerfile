FROM alpine:3.20
RUN apk add --root /rootfs --initdb busybox
