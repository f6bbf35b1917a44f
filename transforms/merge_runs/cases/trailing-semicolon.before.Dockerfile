FROM debian:bookworm-slim
RUN curl -o /tmp/a.tar https://example.org/a.tar;
RUN tar -xf /tmp/a.tar -C /opt && rm /tmp/a.tar;
