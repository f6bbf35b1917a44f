FROM debian:bookworm-slim
RUN ln -sf $(which bash) $(which sh) && curl -o /tmp/a.tgz https://example.org/a.tgz
RUN rm /tmp/a.tgz
