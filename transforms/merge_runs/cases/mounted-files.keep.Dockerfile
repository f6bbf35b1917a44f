FROM debian:bookworm-slim
RUN echo "10.0.0.7 mirror" >> /etc/hosts && curl -o /tmp/a.tgz http://mirror/a.tgz
RUN rm /tmp/a.tgz
