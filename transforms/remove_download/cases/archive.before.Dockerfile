FROM debian:bookworm
RUN curl -fsSL -o /tmp/a.tar.gz https://example.org/a.tar.gz && tar -xzf /tmp/a.tar.gz -C /opt
