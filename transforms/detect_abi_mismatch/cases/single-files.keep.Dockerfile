FROM golang:1.24 AS builder
RUN CGO_ENABLED=0 go build -o /usr/local/bin/app
FROM alpine:3.20
COPY --from=builder /usr/local/bin/app /app
COPY --from=builder /src/dist /dist
COPY --from=builder /usr/local/go/lib/time/zoneinfo.zip /
FROM scratch
COPY --from=builder /etc/ssl/certs /etc/ssl/certs
