FROM python:3.12 AS builder
FROM alpine:3.20
RUN apk add --no-cache gcompat
COPY --from=builder /usr/local /usr/local
FROM scratch
COPY --from=builder /lib /lib
COPY --from=builder /usr/local /usr/local
FROM scratch
COPY --from=builder / /
