FROM debian:bookworm
RUN curl -OJ https://example.org/a.tgz && tar xzf a.tgz
RUN wget --content-disposition https://example.org/b.tgz && tar xzf b.tgz
RUN wget 'https://example.org/c.tgz?x=1' && tar xzf c.tgz
