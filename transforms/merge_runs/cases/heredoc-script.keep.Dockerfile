# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN <<EOF
tar -xzf /tmp/a.tgz
rm /tmp/a.tgz
EOF
