FROM debian:bookworm-slim
RUN set -e; curl -o /tmp/a.tgz https://example.org/a.tgz; (cd /opt; tar -xzf /tmp/a.tgz)
RUN rm /tmp/a.tgz
RUN set -u; curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm "/tmp/b.tgz"
RUN set -eux; curl -o /tmp/c.tgz https://example.org/c.tgz
RUN rm /tmp/c.tgz
