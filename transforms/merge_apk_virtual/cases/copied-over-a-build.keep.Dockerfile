FROM python:3.12-alpine
WORKDIR /app
RUN apk add --no-cache --virtual .b gcc && pip install wheel
COPY requirements.txt .
RUN pip install -r requirements.txt
RUN apk del .b
