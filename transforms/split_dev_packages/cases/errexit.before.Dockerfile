FROM python:3.12-slim-bookworm
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends gcc libc6-dev default-libmysqlclient-dev; \
    pip install --no-cache-dir mysqlclient; \
    rm -rf /var/lib/apt/lists/*
COPY . /app
CMD ["python", "/app/main.py"]
