FROM debian:bookworm
RUN (cd /tmp && curl -O https://example.org/a.tgz && tar xzf a.tgz)
RUN cd /tmp; curl -O https://example.org/b.tgz; tar xzf b.tgz
