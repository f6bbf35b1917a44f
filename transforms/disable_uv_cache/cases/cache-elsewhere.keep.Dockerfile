FROM python:3.12-slim
ENV UV_CACHE_DIR=/tmp/uv
RUN uv pip install --system flask
FROM python:3.12-slim
ARG XDG_CACHE_HOME=/cache
RUN uv pip install --system flask
