FROM python:3.12-slim-bookworm
RUN apt-get update && sh -c "apt-get install -y gcc"
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
RUN pip install --no-cache-dir psycopg2
CMD ["python", "app.py"]
