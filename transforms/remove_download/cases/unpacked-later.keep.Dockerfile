FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz a/VERSION
RUN tar xzf /tmp/a.tgz
