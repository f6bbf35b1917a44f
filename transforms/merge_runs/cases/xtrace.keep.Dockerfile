FROM debian:bookworm-slim
RUN set -ex; curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
WORKDIR /x
RUN set -x; curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
WORKDIR /y
RUN set -e -o xtrace; curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
