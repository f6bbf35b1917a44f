FROM debian:bookworm-slim
RUN curl -Lo /usr/local/bin/tini https://example.org/tini && chmod +x /usr/local/bin/tini
