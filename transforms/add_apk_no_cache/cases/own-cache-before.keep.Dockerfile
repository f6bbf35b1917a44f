FROM alpine:3.20
RUN mkdir /srv/cache && ln -s /srv/cache /etc/apk/cache
RUN apk add bash
