FROM python:3.12-slim
RUN pip install flask
HEALTHCHECK CMD curl -f http://localhost:5000/health || exit 1
FROM alpine:3.20
HEALTHCHECK CMD ["curl", "-f", "http://localhost"]
FROM debian:12
HEALTHCHECK CMD wget -q -O /dev/null http://localhost || exit 1
