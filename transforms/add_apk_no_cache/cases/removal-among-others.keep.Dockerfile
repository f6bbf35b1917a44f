FROM alpine:3.20
RUN apk add --update curl && touch /tmp/x && rm /tmp/* /var/cache/apk/*
