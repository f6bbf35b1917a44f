FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && pip install --no-cache-dir psycopg2
CMD ["python", "app.py"]
