FROM debian:bookworm-slim
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN echo "deb a\ndeb b" > /etc/apt/sources.list.d/a.list
