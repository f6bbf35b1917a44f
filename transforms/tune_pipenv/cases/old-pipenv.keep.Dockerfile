FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv==8.1.0
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --system
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
