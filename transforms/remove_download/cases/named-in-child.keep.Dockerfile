FROM debian:bookworm AS base
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz
FROM base
RUN sha256sum /tmp/a.tgz > /sums
