FROM python:3.12-slim
RUN --mount=type=cache,target=/root uv pip install --system flask
