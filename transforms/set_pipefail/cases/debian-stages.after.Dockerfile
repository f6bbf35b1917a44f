FROM debian:bookworm-slim AS base
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN wget -qO- https://example.org/a.tgz | tar xz
FROM base
RUN wget -qO- https://example.org/b.tgz | tar xz
