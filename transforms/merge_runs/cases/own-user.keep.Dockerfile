FROM debian:bookworm-slim
USER 1000
RUN sudo useradd -u 1000 app && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
