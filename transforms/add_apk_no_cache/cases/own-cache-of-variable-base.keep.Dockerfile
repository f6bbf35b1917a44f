ARG BASE=cached
FROM alpine:3.20 AS cached
RUN setup-apkcache /var/lib/cache

FROM ${BASE}
RUN apk add curl
