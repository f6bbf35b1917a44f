FROM python:3.12-slim
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN ["poetry", "install"]
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
