FROM python:3.12-alpine
RUN apk add --virtual .build-deps gcc musl-dev \
    && pip install --no-cache-dir psutil \
    && apk del .build-deps
