FROM debian:bookworm-slim
RUN set -e; curl -fsSLo /tmp/a.tgz https://example.org/a.tgz
RUN tar -xzf /tmp/a.tgz -C /opt
RUN grep -q stable /opt/a/version; rm /tmp/a.tgz
