FROM python:3.12-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
RUN pip install --no-cache-dir psycopg2

FROM python:3.12-slim-bookworm
COPY --from=build /usr/local /usr/local
CMD ["python", "app.py"]
