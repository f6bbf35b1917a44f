# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN apt-get update
RUN <<EOF
apt-get install -y jq
EOF
