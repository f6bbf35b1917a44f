FROM python:3.12-alpine
RUN apk add --no-cache --virtual .b gcc
ONBUILD RUN pip install x
RUN apk del .b
