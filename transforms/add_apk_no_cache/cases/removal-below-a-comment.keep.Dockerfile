FROM alpine:3.20
RUN apk add --update curl \
    # tidy up
    && rm /var/cache/apk/*
