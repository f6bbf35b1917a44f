FROM debian:bookworm
RUN rm() { :; } && curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz
