FROM debian:bookworm-slim
COPY <<EOF /app/x.conf
a
EOF
RUN chown -R 1000:1000 /app
