FROM alpine:3.20
ARG FLAVOUR
RUN apk add --no-cache curl
LABEL flavour=$FLAVOUR
