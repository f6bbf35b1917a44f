# syntax=docker/dockerfile:1.7
FROM python:3.12-slim
WORKDIR /app
COPY --chown=1000:1000 --chmod=644 --link src /app/
USER 1000
