FROM debian:bookworm-slim
RUN curl -o /tmp/a.deb https://example.org/a.deb && { dpkg -i /tmp/a.deb || true; rm /tmp/a.deb; }
