FROM python:3.12-slim
RUN curl -sSL https://example.org/get-poetry.py | python
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
