FROM debian:bookworm
COPY <<EOF /a.sh
x
EOF
RUN chmod 755 /a.sh
