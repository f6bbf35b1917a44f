FROM debian:bookworm
ONBUILD RUN ls /tmp
RUN curl -fsSL -o /tmp/tool.tgz https://example.org/tool.tgz && tar -xzf /tmp/tool.tgz -C /opt \
    && rm -f /tmp/tool.tgz
