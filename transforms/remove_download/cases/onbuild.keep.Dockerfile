FROM debian:bookworm
ONBUILD RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz -C /opt
