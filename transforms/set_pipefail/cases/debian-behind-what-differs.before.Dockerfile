FROM debian:bookworm-slim
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN echo "a\nb" > /etc/lines
RUN wget -qO- https://example.org/b.tgz | tar xz
