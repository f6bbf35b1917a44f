FROM debian:bookworm-slim
RUN cat <<EOF > /readme
apt install jq
EOF
