FROM debian:bookworm
RUN curl -fsSL -o /root/tool.tgz https://example.org/tool.tgz && tar -xzf /root/tool.tgz -C /opt
RUN tar czf /data/home.tgz ~
