# syntax=docker/dockerfile:1
FROM python:3.12-slim
ARG CACHE=/root/.cache
RUN --mount=type=cache,target=$CACHE pip install flask
