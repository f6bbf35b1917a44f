FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
RUN pip install --no-cache-dir torch psycopg2
CMD ["python", "app.py"]
