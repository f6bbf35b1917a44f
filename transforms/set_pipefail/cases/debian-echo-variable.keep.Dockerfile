FROM debian:bookworm-slim
ENV TEXT="a\nb"
RUN wget -qO- https://example.org/a.tgz | tar xz
RUN echo "$TEXT" > /etc/a
