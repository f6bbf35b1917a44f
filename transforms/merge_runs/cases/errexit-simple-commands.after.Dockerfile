FROM debian:bookworm-slim
RUN set -ex; curl -o /tmp/a.tgz https://example.org/a.tgz; tar -xzf /tmp/a.tgz -C /opt \
    && rm /tmp/a.tgz
