FROM debian:bookworm-slim
RUN curl -fsSLo /tmp/a.tgz https://example.org/a.tgz \
    --insecure
RUN tar -xzf /tmp/a.tgz -C /opt
RUN rm /tmp/a.tgz
