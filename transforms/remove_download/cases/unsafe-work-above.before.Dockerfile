FROM debian:bookworm
RUN mkdir /tmp/dl
RUN curl -fsSL -o /tmp/dl/tool.tgz https://example.org/tool.tgz && tar -xzf /tmp/dl/tool.tgz -C /opt
WORKDIR /tmp
RUN cp -r dl /data
