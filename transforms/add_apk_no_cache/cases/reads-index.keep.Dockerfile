FROM alpine:3.20
RUN apk update && apk add curl && apk search -x openssl
