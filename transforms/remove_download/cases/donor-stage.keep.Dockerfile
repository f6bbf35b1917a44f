FROM debian:bookworm AS build
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz -C /opt
FROM debian:bookworm
COPY --from=build /opt /opt
