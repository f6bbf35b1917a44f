FROM alpine:3.20
ARG VERSION=3.2.1
RUN apk add --no-cache curl
RUN curl -fsSLO https://downloads.example.org/tool-$VERSION.bin
