FROM alpine:3.20
RUN apk add --no-cache --virtual .b curl
ENV HTTPS_PROXY=http://proxy.example.org:3128
RUN curl -o /srv/x https://example.org/x && apk del .b
