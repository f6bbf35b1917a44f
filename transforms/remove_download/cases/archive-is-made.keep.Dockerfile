FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar czf /tmp/b.tgz /tmp/a.tgz
RUN curl -o /tmp/c.tgz https://example.org/c.tgz && tar rf /tmp/c.tgz /etc
