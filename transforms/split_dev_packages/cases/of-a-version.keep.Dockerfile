FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc=4:12.2.0-3 libc6-dev
RUN pip install --no-cache-dir psycopg2
CMD ["python", "app.py"]
