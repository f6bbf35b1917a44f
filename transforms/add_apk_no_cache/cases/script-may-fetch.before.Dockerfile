FROM alpine:3.20
COPY setup.sh /
RUN /setup.sh && apk add curl && rm -rf /var/cache/apk/*
