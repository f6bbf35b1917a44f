FROM debian:bookworm-slim AS base
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar -xzf /tmp/a.tgz && rm /tmp/a.tgz

FROM base
CMD ["a"]
