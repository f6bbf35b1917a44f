FROM alpine:3.20
RUN <<EOF
wget -qO- https://example.org/a.tgz | tar xz
EOF
