FROM alpine:3.20
RUN apk add --no-cache curl
VOLUME /data
RUN curl -o /data/x https://example.org/x && apk del curl
