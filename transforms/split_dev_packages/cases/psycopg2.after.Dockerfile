FROM python:3.12-slim-bookworm
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev libpq5 && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir psycopg2==2.9.9 flask \
    && apt-get purge -y --auto-remove gcc libc6-dev libpq-dev
CMD ["python", "app.py"]
