FROM python:3.12-slim
RUN apt-get update && apt-get install -y curl
HEALTHCHECK CMD curl -f localhost
FROM python:3.12-slim
RUN ./setup.sh
HEALTHCHECK CMD curl -f localhost
FROM python:3.12
HEALTHCHECK CMD curl -f localhost
FROM alpine:3.20
HEALTHCHECK CMD wget -q localhost
