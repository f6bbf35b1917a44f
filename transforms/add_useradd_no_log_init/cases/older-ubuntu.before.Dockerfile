FROM ubuntu:focal
RUN set -eux; \
    /usr/sbin/useradd --system --uid=72379 app; \
    id app || useradd -u 30000 other
