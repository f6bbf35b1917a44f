FROM debian:bookworm
WORKDIR /opt
RUN curl -O https://example.org/a.tgz && tar xzf a.tgz
