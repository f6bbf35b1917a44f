FROM python:3.12-slim AS base
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install

FROM base AS checks
COPY . .
RUN poetry run pytest

FROM base
COPY shop shop
CMD ["uvicorn", "shop:app"]
