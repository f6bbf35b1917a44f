FROM debian:bookworm-slim
RUN cd /tmp && curl -o /tmp/a.tgz https://example.org/a.tgz && cd -
RUN rm /tmp/a.tgz
