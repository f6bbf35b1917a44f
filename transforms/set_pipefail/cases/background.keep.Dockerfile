FROM alpine:3.20
RUN wget -qO- https://example.org/a.tgz | tar xz &
