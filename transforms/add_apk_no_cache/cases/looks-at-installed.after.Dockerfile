FROM alpine:3.20
RUN apk add --no-cache curl
RUN apk info -e curl && apk list --installed && apk info -vv
RUN apk add --no-cache jq && apk info --installed jq
