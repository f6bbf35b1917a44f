FROM python:3.12-slim AS builder
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install

FROM python:3.12-slim AS checks
COPY --from=builder /app /app
RUN /app/.venv/bin/pytest

FROM python:3.12-slim
COPY --from=builder /app /app
CMD ["/app/.venv/bin/uvicorn", "shop:app"]
