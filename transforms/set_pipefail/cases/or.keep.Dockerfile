FROM alpine:3.20
RUN curl -fsSL https://example.org/a.tgz | tar xz || true
