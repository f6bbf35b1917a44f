FROM alpine:3.20
RUN <<EOF
apk add --no-cache make
make --version
EOF
RUN apk del make
