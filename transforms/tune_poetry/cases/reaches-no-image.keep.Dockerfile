FROM python:3.12-slim AS lock
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install && poetry export -o requirements.txt

FROM lock AS checks
RUN poetry run pytest

FROM python:3.12-slim
COPY --from=checks /app/requirements.txt .
CMD ["python", "-m", "shop"]
