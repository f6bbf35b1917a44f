FROM debian:bookworm
RUN curl -fsSL -o /tmp/tool.tgz https://example.org/tool.tgz && tar -xzf /tmp/tool.tgz -C /opt
RUN rm /tmp/*.tgz
