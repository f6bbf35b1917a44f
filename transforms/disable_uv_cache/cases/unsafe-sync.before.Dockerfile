FROM python:3.12-slim
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-install-project
COPY . .
RUN uv sync --frozen
ENV PATH=/app/.venv/bin:$PATH
CMD ["app"]
