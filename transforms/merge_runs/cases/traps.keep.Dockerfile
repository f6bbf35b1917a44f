FROM debian:bookworm-slim
RUN trap 'rm -f /tmp/lock' EXIT; touch /tmp/lock && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
