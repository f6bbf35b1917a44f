FROM python:3.12-slim
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN if [ "$FULL" = yes ]; then poetry install; else poetry install --only main; fi
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
