FROM debian:bookworm
RUN sh -c "curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz"
