# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN curl -o /tmp/a.tgz https://example.org/a.tgz
RUN cat <<EOF > /tmp/answers && rm /tmp/a.tgz
yes
EOF
