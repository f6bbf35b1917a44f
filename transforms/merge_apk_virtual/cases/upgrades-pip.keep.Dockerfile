FROM python:3.12-alpine
RUN apk add --no-cache --virtual .b gcc
RUN pip install --upgrade pip
RUN pip install cffi
RUN apk del .b
