FROM alpine:3.20
SHELL ["/bin/ash", "-lc"]
RUN apk add curl
