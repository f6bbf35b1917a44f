FROM ghcr.io/astral-sh/uv:0.5-python3.12-bookworm-slim
ENV UV_DEFAULT_INDEX=https://mirror.example.org/simple
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-dev
CMD ["gunicorn", "a:b"]
