FROM debian:bookworm
ADD <<EOF /x.sh
echo x
EOF
