FROM debian:bookworm-slim
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN mkdir -p /srv/{a,b}
