FROM python:3.12-slim-bookworm
RUN apt-get update
RUN apt-get install -y --no-install-recommends tini
RUN apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev libpq5 \
    && pip install psycopg2==2.9.9 \
    && apt-get purge -y --auto-remove gcc libc6-dev libpq-dev
COPY . .
CMD ["python", "app.py"]
