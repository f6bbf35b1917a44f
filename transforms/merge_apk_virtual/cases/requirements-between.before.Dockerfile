FROM python:3.12-alpine
WORKDIR /app
# what compiles
RUN apk add --no-cache --virtual .build-deps gcc musl-dev

# versions are pinned
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
RUN apk del .build-deps

COPY . .
