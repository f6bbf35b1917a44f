FROM alpine:3.20
RUN apk add --no-cache curl \
    # keep the image small
    && rm -rf /var/cache/apk/*
