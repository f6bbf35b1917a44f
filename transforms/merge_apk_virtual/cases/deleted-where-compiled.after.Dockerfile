FROM python:3.12-alpine
WORKDIR /usr/src/app
COPY requirements.txt ./

RUN apk add --no-cache --virtual .deps gcc \
    # compile, then clean up
    && pip install -r requirements.txt && apk del .deps
