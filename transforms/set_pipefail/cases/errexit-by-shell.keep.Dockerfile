FROM debian:bookworm-slim
SHELL ["/bin/sh", "-ec"]
RUN wget -qO- https://example.org/a.tgz | tar xz
