FROM debian:bookworm-slim
RUN <<EOF
set -e
apt-get update
apt-get install -y jq
EOF
