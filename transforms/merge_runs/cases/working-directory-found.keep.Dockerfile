FROM debian:bookworm-slim
WORKDIR /app/src
RUN find /app -delete && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN ls -d /app/* | xargs rm -rf && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
USER root
RUN ln -sfn /opt/b /app && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
