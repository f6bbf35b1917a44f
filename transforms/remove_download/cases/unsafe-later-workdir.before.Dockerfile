FROM debian:bookworm AS base
WORKDIR /tmp
RUN curl -o a.tgz https://example.org/a.tgz && tar xzf a.tgz -C /opt
FROM base
CMD ["ls"]
