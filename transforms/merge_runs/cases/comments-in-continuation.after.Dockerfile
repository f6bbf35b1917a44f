FROM debian:bookworm-slim
RUN wget -qO /tmp/a.tgz https://example.org/a.tgz \
    # the checksum is on their site
    && echo "abc /tmp/a.tgz" | sha256sum -c - \
    && tar -xzf /tmp/a.tgz -C /opt \
    && rm /tmp/a.tgz \
    # prove that it works
    && /opt/a --version
