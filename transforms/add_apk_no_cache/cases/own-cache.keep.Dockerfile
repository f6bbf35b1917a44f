FROM alpine:3.20
RUN apk add --cache-dir /apk curl
RUN mkdir /etc/apk/cache && apk add jq
