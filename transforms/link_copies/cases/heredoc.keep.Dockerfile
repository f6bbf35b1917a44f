FROM debian:bookworm-slim
COPY <<EOF /app/settings
a=1
EOF
