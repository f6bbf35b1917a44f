FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz; exit 0
RUN rm /tmp/a.tgz
RUN exec curl -o /tmp/b.tgz https://example.org/b.tgz
RUN rm /tmp/b.tgz
