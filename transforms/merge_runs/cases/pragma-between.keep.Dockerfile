FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
# hadolint ignore=SC2086
RUN rm /tmp/a.tgz
