ARG DEBIAN=bookworm
FROM debian:${DEBIAN}
ARG VERSION=1.2
RUN curl -o "/tmp/a-$VERSION.tgz" https://example.org/a.tgz && curl -o /tmp/a.key https://example.org/a.key \
    && verify "/tmp/a-${VERSION}.tgz" && rm /tmp/a.key
