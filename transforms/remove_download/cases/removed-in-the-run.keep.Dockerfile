FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz && rm /tmp/a.tgz
RUN curl -o /tmp/b.tgz https://example.org/b.tgz && tar xzf /tmp/b.tgz && rm -rf /tmp/*
RUN cd /tmp && curl -O https://example.org/c.tgz && tar xzf c.tgz && rm *.tgz
RUN curl -o /tmp/d.tgz https://example.org/d.tgz && tar xzf /tmp/d.tgz && rm -rf /tmp
