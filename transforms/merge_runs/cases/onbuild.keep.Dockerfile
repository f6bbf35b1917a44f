FROM debian:bookworm-slim
ONBUILD RUN curl -o /tmp/a.tgz https://example.org/a.tgz
ONBUILD RUN rm /tmp/a.tgz
