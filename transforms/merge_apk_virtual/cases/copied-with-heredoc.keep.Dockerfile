FROM alpine:3.20
RUN apk add --no-cache make
COPY <<EOF /app/Makefile
all: ; touch /app/all
EOF
RUN make -C /app && apk del make
