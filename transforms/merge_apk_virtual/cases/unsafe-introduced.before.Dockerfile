FROM python:3.12-alpine
RUN apk add --no-cache postgresql-dev gcc musl-dev
RUN pip install --no-cache-dir psycopg2
COPY app.py /app/
CMD ["python3", "/app/app.py"]
