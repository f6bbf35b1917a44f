FROM python:3.12-alpine
WORKDIR /app
RUN apk add --no-cache --virtual .b gcc
# hadolint ignore=DL3020
ADD requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt && apk del .b
