FROM example/base
RUN curl -O https://example.org/a.tgz && tar xzf a.tgz && rm -f a.tgz
