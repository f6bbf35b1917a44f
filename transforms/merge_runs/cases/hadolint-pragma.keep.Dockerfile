FROM debian:bookworm-slim
# hadolint ignore=DL3059
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
