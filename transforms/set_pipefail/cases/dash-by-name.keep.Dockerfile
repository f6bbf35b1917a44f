FROM debian:bookworm-slim
SHELL ["/bin/dash", "-c"]
RUN wget -qO- https://example.org/a.tgz | tar xz
