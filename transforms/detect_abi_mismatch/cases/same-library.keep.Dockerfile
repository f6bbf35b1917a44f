ARG BASE
FROM python:3.12 AS builder
FROM $BASE AS other
FROM python:3.12-slim
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=other /usr/local/bin /usr/local/bin
FROM mycompany/x
COPY --from=builder /usr/local/bin /usr/local/bin
