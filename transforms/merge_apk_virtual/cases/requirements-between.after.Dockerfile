FROM python:3.12-alpine
WORKDIR /app
# versions are pinned
COPY requirements.txt .
# what compiles
RUN apk add --no-cache --virtual .build-deps gcc musl-dev \
    && pip install --no-cache-dir -r requirements.txt \
    && apk del .build-deps

COPY . .
