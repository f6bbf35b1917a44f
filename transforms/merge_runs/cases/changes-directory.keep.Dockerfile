FROM debian:bookworm-slim
RUN cd /tmp && curl -o a.tgz https://example.org/a.tgz
RUN tar -xzf /tmp/a.tgz && rm /tmp/a.tgz
