FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir uv
ENV UV_LINK_MODE=copy
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-install-project
COPY . .

# what the project needs
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
CMD ["/app/.venv/bin/python", "app.py"]
