FROM debian:bookworm-slim
RUN set -e; curl -o /tmp/a.tgz https://example.org/a.tgz; tar -xzf /tmp/a.tgz -C /opt \
    && rm /tmp/a.tgz
