FROM ghcr.io/astral-sh/uv:0.9-python3.12-bookworm-slim
WORKDIR /app
RUN --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    uv sync --frozen --no-dev --compile-bytecode --no-install-project
COPY . /app
RUN uv sync --frozen --no-dev --compile-bytecode
CMD ["/app/.venv/bin/app"]
