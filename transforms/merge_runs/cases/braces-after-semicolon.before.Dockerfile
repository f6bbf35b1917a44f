FROM debian:bookworm-slim
RUN curl -o /tmp/a.deb https://example.org/a.deb
RUN rm /tmp/a.deb; ls /tmp;
