FROM debian:bookworm-slim
RUN ln -sf bash /bin/sh && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
RUN usermod -aG docker root && curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm /tmp/b.tgz
