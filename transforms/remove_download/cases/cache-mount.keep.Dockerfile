FROM example/base
RUN --mount=type=cache,target=/tmp curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz -C /opt
RUN --mount=type=tmpfs,target=/x curl -O https://example.org/b.tgz && tar xzf b.tgz
