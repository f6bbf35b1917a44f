FROM ghcr.io/astral-sh/uv:0.9-python3.12-bookworm-slim
WORKDIR /app
COPY . /app
RUN uv sync --frozen --no-dev --compile-bytecode
CMD ["/app/.venv/bin/app"]
