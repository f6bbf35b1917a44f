FROM debian:bookworm
RUN <<EOF
curl -o /tmp/a.tgz https://example.org/a.tgz
tar xzf /tmp/a.tgz
EOF
