# syntax=docker/dockerfile:1
FROM python:3.12-slim
ENV HOME=/data
RUN --mount=type=cache,target=/data pip install flask
