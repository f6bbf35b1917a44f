FROM python:3.8-slim-buster AS builder
RUN pip install numpy gunicorn
FROM python:3.8-alpine
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /usr/local/lib/python3.8/site-packages/ /usr/local/lib/python3.8/site-packages/
FROM node:22-alpine AS node
FROM debian:12
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/lib /usr/lib
FROM scratch
COPY --from=builder /usr/local /usr/local
