FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN apt-get update && apt-get install -y --no-install-recommends gcc \
    && pipenv install --system --clear \
    && apt-get purge -y gcc && rm -rf /var/lib/apt/lists/*
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
