FROM alpine:3.20
RUN apk add curl
RUN apk info -e curl && apk list --installed && apk info -vv
RUN apk add jq && apk info --installed jq
