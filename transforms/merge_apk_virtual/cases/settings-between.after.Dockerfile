FROM alpine:3.20
RUN apk add -t .fetch curl && curl -fsSLo /srv/page https://example.org/page && apk del .fetch
LABEL org.example.part="page"
EXPOSE 8080
CMD ["httpd", "-f"]
