FROM example.org/python-poetry
WORKDIR /app
COPY . .
RUN poetry install
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
