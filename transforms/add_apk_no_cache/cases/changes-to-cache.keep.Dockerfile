FROM alpine:3.20
RUN apk add curl
RUN cd /var/cache && rm apk/*
