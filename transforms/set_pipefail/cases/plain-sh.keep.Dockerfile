FROM alpine:3.20
RUN apk add --no-cache curl
RUN curl -fsSL https://example.org/tool.tar.gz | tar -xz -C /usr/local/bin

FROM rockylinux:9
RUN set -ex; curl -fsSL https://example.org/tool.tar.gz | tar -xz -C /opt; ldconfig
