FROM debian:bookworm-slim
# hadolint ignore=SC2086
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
WORKDIR /x
RUN curl -o /tmp/a.tgz \
    # checkov:skip=CKV_1
    https://example.org/a.tgz
RUN rm /tmp/a.tgz
