FROM debian:bookworm-slim
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN $PREPARE now
