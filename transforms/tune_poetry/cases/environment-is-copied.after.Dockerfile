FROM python:3.12 AS builder
RUN pip install --no-cache-dir poetry==2.1.3
ENV POETRY_VIRTUALENVS_IN_PROJECT=1
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root

FROM python:3.12-slim
WORKDIR /app
COPY --from=builder /app/.venv .venv
COPY shop shop
CMD [".venv/bin/python", "-m", "shop"]
