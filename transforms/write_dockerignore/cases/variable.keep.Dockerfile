FROM python:3.12-slim
ARG WHAT
COPY $WHAT /what/
COPY . /app
