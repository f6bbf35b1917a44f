FROM alpine:3.20
COPY setup.sh /
RUN apk add --update curl && /setup.sh && rm /var/cache/apk/*
