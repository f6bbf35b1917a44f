# syntax=docker/dockerfile:1
FROM alpine:3.20
RUN cat <<EOF > /more.sh
apk add curl
EOF
