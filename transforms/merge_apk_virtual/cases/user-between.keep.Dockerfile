FROM alpine:3.20
RUN apk add --no-cache --virtual .b curl
USER 1000
RUN curl -o /tmp/x https://example.org/x
USER root
RUN apk del .b
