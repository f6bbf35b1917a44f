FROM alpine:3.20
RUN apk add --no-cache --virtual .b curl
RUN curl -o /srv/x https://example.org/x
ENTRYPOINT ["cat"]
CMD ["/srv/x"]
RUN apk del --no-cache .b
