FROM ubuntu:focal
RUN set -eux; \
    /usr/sbin/useradd -l --system --uid=72379 app; \
    id app || useradd -l -u 30000 other
