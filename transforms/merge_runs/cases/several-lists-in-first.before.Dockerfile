FROM debian:bookworm-slim
RUN mkdir -p /opt; curl -o /tmp/a.tar https://example.org/a.tar
RUN tar -xf /tmp/a.tar -C /opt && rm /tmp/a.tar
