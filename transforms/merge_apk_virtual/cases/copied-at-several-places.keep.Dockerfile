FROM python:3.12-alpine
WORKDIR /app
RUN apk add --no-cache --virtual .b gcc
COPY a.txt .
RUN apk add --no-cache --virtual .c make
COPY b.txt .
RUN pip install -r a.txt
LABEL org.example.a=b
RUN apk del .b
