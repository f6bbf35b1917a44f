FROM debian:bookworm-slim
RUN set -e; curl -o /tmp/a.tgz https://example.org/a.tgz; if true; then tar -xzf /tmp/a.tgz; fi
RUN rm /tmp/a.tgz
