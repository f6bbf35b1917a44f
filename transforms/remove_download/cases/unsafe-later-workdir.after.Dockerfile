FROM debian:bookworm AS base
WORKDIR /tmp
RUN curl -o a.tgz https://example.org/a.tgz && tar xzf a.tgz -C /opt && rm -f a.tgz
FROM base
CMD ["ls"]
