FROM debian:bookworm-slim
RUN curl -fsSLo /tmp/a.tgz https://example.org/a.tgz \
    --insecure \
   && tar -xzf /tmp/a.tgz -C /opt \
   && rm /tmp/a.tgz
