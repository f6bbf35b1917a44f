FROM python:3.12-alpine
RUN apk add --no-cache postgresql-dev gcc musl-dev
RUN pip install --no-cache-dir psycopg2
CMD ["python3"]
