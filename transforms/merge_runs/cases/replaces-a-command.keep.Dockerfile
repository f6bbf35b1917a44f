FROM debian:bookworm-slim
RUN curl --version && curl -o /usr/local/bin/curl https://example.org/curl
RUN chmod +x /usr/local/bin/curl && curl --version
