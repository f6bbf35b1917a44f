FROM python:3-alpine
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --system
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
