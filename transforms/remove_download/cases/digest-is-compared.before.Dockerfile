FROM debian:bookworm
RUN set -eux; \
    curl -fsSLo /tmp/a.tgz https://example.org/a.tgz; \
    echo "00112233  /tmp/a.tgz" | sha256sum -c -; \
    tar --extract --gzip --file=/tmp/a.tgz --directory /opt --strip-components=1; \
    a --version
