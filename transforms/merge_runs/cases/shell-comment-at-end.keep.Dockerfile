FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz # mirror of the original
RUN rm /tmp/a.tgz
