FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz & wait
RUN rm /tmp/a.tgz
