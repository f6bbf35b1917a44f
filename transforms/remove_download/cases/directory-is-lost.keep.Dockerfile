FROM example/base
RUN curl -O https://example.org/a.tgz && tar xzf a.tgz && cd a && make
RUN curl -O https://example.org/b.tgz && tar xzf b.tgz && cd "$(ls)" && make
