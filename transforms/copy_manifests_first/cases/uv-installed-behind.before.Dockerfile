FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir uv
ENV UV_LINK_MODE=copy

# what the project needs
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
CMD ["/app/.venv/bin/python", "app.py"]
