FROM debian:bookworm-slim
RUN set -- a b; curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
