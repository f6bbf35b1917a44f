FROM alpine:3.20
RUN apk add curl \
    # keep the image small
    && rm -rf /var/cache/apk/*
