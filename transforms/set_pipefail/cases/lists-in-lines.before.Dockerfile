FROM alpine:3.20
RUN mkdir -p /opt/a; \
    mkdir -p /opt/b; \
    wget -qO- https://example.org/a.tgz | tar xz -C /opt/a
