FROM debian:bookworm AS base
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz
FROM base AS other
FROM debian:bookworm
COPY --from=base /tmp /tmp
FROM base
