FROM alpine:3.20
COPY setup.sh /
RUN /setup.sh && apk add --no-cache curl && rm -rf /var/cache/apk/*
