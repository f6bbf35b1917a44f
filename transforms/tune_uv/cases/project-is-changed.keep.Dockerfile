FROM ghcr.io/astral-sh/uv:0.5-python3.12-bookworm-slim
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN sed -i s/0.1/0.2/ pyproject.toml && uv sync --no-dev
CMD ["gunicorn", "a:b"]
