FROM alpine:3.20
RUN apk add bash
RUN apk update && apk search jq
RUN apk add --no-cache jq && rm -rf /var/cache/apk/*
