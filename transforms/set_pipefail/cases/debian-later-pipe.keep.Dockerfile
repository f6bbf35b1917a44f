FROM debian:bookworm-slim
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN find /a -name "*.so" | xargs strip
