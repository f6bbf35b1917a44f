FROM alpine:3.20
ONBUILD RUN wget -qO- https://example.org/a.tgz | tar xz
