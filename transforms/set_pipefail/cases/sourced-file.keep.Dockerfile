FROM alpine:3.20
RUN . /etc/profile && wget -qO- https://example.org/a.tgz | tar xz
