FROM python:3.12-alpine
RUN apk add --no-cache --virtual .deps gcc

WORKDIR /usr/src/app
COPY requirements.txt ./

# compile, then clean up
RUN pip install -r requirements.txt && apk del .deps
