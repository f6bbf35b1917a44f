FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==1.1.15
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --no-dev
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
