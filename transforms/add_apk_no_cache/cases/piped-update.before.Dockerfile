FROM alpine:3.20
RUN apk update | cat && apk add curl && rm -rf /var/cache/apk/*
