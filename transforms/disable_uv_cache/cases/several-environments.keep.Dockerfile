FROM python:3.12-slim
RUN uv tool install ruff && uv tool install black
RUN uv venv /a && uv pip install --python /a flask && uv venv /b && uv pip install --python /b flask
