FROM debian:bookworm-slim
RUN <<EOF
set -e
apt update
apt install jq
EOF
