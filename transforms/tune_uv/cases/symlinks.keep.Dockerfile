FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock ./
ENV UV_LINK_MODE=symlink
RUN uv sync
COPY shop shop
CMD [".venv/bin/uvicorn", "shop:app"]
