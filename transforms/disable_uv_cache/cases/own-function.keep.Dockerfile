FROM python:3.12-slim
RUN uv() { echo "$@"; } && uv sync
