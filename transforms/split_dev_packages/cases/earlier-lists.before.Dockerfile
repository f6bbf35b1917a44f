FROM python:3.12-slim-bookworm
RUN apt-get update
RUN apt-get install -y --no-install-recommends tini
RUN apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev libpq5
RUN pip install psycopg2==2.9.9
COPY . .
CMD ["python", "app.py"]
