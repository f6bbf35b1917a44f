FROM debian:bookworm-slim
RUN curl -Lo /usr/local/bin/tini https://example.org/tini
RUN chmod +x /usr/local/bin/tini
