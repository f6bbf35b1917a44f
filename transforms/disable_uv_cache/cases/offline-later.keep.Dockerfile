FROM python:3.12-slim
RUN uv pip install --system flask
RUN uv venv /v && uv pip install --offline flask
