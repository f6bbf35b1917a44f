FROM example.org/base/pipenv
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --system
COPY shop shop
CMD ["gunicorn", "shop.wsgi"]
