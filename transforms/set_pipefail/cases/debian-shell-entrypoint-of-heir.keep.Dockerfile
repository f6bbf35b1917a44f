FROM debian:bookworm-slim AS base
RUN wget -qO- https://example.org/a.tgz | tar xz
FROM base
ENTRYPOINT run-it $HOME
