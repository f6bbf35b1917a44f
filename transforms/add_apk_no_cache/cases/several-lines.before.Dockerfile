FROM alpine:3.20
RUN apk update \
    && apk add \
        # the client
        curl \
        jq \
    && rm -rf /var/cache/apk/*
