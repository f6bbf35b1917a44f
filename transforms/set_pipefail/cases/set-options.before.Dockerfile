FROM alpine:3.20
RUN set -ex; \
    curl -fsSL https://example.org/install.sh | sh -s -- --prefix /opt; \
    rm -rf /tmp/work
