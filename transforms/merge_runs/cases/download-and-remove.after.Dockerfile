FROM debian:bookworm-slim
RUN curl -fsSLo /tmp/tool.tgz https://example.org/tool.tgz \
    && tar -xzf /tmp/tool.tgz -C /opt \
    && rm /tmp/tool.tgz
