FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/{{ version }}.tgz
RUN rm /tmp/a.tgz
