# syntax=docker/dockerfile:1
FROM debian:bookworm-slim
RUN cat <<EOF > /more.sh
apt-get install -y jq
EOF
