FROM debian:bookworm-slim
WORKDIR /build
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && rm -rf /build
RUN tar -xzf /tmp/a.tgz && rm /tmp/a.tgz
