FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates python3 && rm -rf /var/lib/apt/lists/*
RUN curl -sSL https://install.python-poetry.org | python3 - --version 1.8.5
ENV PATH=/root/.local/bin:$PATH
WORKDIR /app
COPY . .
RUN poetry install --only main
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
