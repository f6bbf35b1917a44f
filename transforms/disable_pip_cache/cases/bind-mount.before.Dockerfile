# syntax=docker/dockerfile:1
FROM python:3.12-slim
RUN --mount=type=bind,source=requirements.txt,target=/requirements.txt pip install -r /requirements.txt
