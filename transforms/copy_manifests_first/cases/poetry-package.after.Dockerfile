FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir poetry==2.2.1
COPY pyproject.toml poetry.lock ./
RUN poetry config virtualenvs.create false && poetry install --no-interaction --only main --no-root
COPY . .
RUN poetry config virtualenvs.create false && poetry install --no-interaction --only main
CMD ["python", "app.py"]
