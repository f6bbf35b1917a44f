FROM debian:bookworm-slim
RUN curl -fsSLo /tmp/tool.tgz https://example.org/tool.tgz
RUN tar -xzf /tmp/tool.tgz -C /opt
RUN rm /tmp/tool.tgz
