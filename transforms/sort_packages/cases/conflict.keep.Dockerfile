FROM alpine:3.20
RUN apk add wget '!busybox-extras' curl
