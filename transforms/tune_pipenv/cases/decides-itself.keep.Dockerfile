FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN if [ "$FULL" = yes ]; then pipenv install --dev --deploy; else pipenv install; fi
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
