# syntax=docker/dockerfile:1.4
FROM debian:12-slim
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends jq
# keep the image small
rm -rf /var/lib/apt/lists/*
EOF
CMD ["jq", "--version"]
