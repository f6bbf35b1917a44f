FROM alpine:3.20
RUN apk add --no-cache --virtual .b curl \
    && curl -o /srv/x https://example.org/x \
    && apk del --no-cache .b
ENTRYPOINT ["cat"]
CMD ["/srv/x"]
