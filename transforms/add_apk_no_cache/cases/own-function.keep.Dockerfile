FROM alpine:3.20
RUN apk() { command apk --no-cache "$@"; }; apk add curl
