FROM debian:bookworm
RUN curl -fsSL -o /root/tool.tgz https://example.org/tool.tgz && tar -xzf /root/tool.tgz -C /opt \
    && rm -f /root/tool.tgz
RUN tar czf /data/home.tgz ~
