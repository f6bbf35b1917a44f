FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && curl -o /tmp/a.tgz.asc https://example.org/a.tgz.asc \
 && gpg --verify /tmp/a.tgz.asc /tmp/a.tgz && tar xzf /tmp/a.tgz \
 && rm -f /tmp/a.tgz
