FROM debian:bookworm
RUN curl -L https://example.org/a.tgz | tar xz && wget -O - https://example.org/b.tgz | tar xz
