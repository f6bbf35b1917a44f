FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz && mv /tmp/a.tgz /srv/
RUN curl -o /tmp/b.tgz https://example.org/b.tgz && tar xzf /tmp/b.tgz && ln -s /tmp/b.tgz /srv/x
