FROM python:3.12-slim
WORKDIR /app
COPY . .
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /uvx /bin/
RUN uv sync --frozen --no-cache
CMD ["/app/.venv/bin/python", "app.py"]
