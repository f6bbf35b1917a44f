FROM alpine:3.20
ARG PACKAGES="jq"
RUN apk add --no-cache --repository=https://dl-cdn.alpinelinux.org/alpine/edge/community "curl>8" $PACKAGES
