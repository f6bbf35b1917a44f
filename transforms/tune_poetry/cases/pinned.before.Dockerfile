FROM example.org/base/python
ENV POETRY_VERSION=2.1.3
RUN pip3 install "poetry==$POETRY_VERSION"
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry sync -E redis
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
