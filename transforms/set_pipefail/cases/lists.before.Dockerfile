FROM alpine:3.20
RUN mkdir -p /opt/a; curl -fsSL https://example.org/a.tgz | tar xz -C /opt/a
