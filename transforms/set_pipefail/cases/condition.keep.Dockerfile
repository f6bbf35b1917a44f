FROM alpine:3.20
RUN if wget -qO- https://example.org/a | sha256sum -c -; then touch ok; fi && wget -qO- https://example.org/a.tgz | tar xz
