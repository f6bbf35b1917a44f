FROM alpine:3.20
RUN apk add curl \
    # leave nothing behind
    && rm -rf /var/cache/apk/* \
    && mkdir /data
