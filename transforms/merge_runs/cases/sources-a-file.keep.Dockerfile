FROM debian:bookworm-slim
RUN . /opt/venv/bin/activate && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
