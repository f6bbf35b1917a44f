FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y python3-poetry && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN poetry install
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
