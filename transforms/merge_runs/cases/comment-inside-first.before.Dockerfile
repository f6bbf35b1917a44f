FROM debian:bookworm-slim
RUN \
  # one archive \
  curl -o /tmp/a.tgz https://example.org/a.tgz \
  # and another
  && curl -o /tmp/b.tgz https://example.org/b.tgz
  # indented comment between

RUN rm /tmp/a.tgz /tmp/b.tgz
