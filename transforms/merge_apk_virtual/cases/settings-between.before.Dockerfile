FROM alpine:3.20
RUN apk add -t .fetch curl && curl -fsSLo /srv/page https://example.org/page
LABEL org.example.part="page"
EXPOSE 8080
RUN apk del .fetch
CMD ["httpd", "-f"]
