FROM debian:bookworm-slim
RUN wget -O /tmp/a.zip https://example.org/a.zip || wget -O /tmp/a.zip https://example.net/a.zip \
    && unzip /tmp/a.zip -d /opt \
    && rm /tmp/a.zip
