FROM python:3.12-alpine
RUN apk add --no-cache libpq libgcc libgomp libatomic \
    && apk add --no-cache --virtual .build-deps postgresql-dev gcc musl-dev \
    && pip install --no-cache-dir psycopg2 && apk del .build-deps
COPY app.py /app/
CMD ["python3", "/app/app.py"]
