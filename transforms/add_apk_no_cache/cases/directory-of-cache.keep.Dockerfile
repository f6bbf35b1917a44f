FROM alpine:3.20
RUN apk add curl
WORKDIR /var/cache
RUN rm apk/*
