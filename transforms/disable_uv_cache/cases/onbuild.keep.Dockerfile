FROM python:3.12-slim
ONBUILD RUN uv sync
