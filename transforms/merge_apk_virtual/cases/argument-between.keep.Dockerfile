FROM alpine:3.20
RUN apk add --no-cache --virtual .b curl
ARG RELEASE=1
RUN curl -o /srv/x https://example.org/$RELEASE && apk del .b
