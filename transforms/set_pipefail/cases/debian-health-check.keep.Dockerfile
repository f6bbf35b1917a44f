FROM debian:bookworm-slim
HEALTHCHECK CMD run-it --check || exit 1
RUN wget -qO- https://example.org/a.tgz | tar xz
