FROM alpine:3.20
RUN set -e -x && curl -fsSL https://example.org/a.tgz | tar xz
