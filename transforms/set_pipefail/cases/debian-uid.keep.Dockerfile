FROM debian:bookworm-slim
ARG UID=1000
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN useradd -u $UID app
