FROM python:3.12-slim
RUN pip install --no-cache-dir poetry
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN <<EOF
#!/usr/bin/env bash
poetry install
EOF
COPY shop shop
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
