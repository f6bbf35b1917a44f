FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
ARG DEV
RUN pipenv install --system --deploy --dev
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
