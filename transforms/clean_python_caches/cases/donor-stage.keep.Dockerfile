FROM python:3.12 AS build
RUN poetry install
FROM python:3.12
COPY --from=build /app/.venv /app/.venv
