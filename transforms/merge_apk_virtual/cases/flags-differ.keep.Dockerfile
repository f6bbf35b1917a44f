FROM python:3.12-alpine
RUN apk add --no-cache --virtual .b gcc
RUN --mount=type=secret,id=index pip install -i "$(cat /run/secrets/index)" x
RUN apk del .b
