FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv sync
COPY shop shop
CMD pipenv run gunicorn shop.wsgi
