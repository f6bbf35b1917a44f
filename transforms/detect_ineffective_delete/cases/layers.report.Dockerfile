FROM alpine:3.20 AS base
RUN apk add --no-cache --virtual .build gcc && apk add --no-cache py3-pip
FROM base
RUN pip install flask && apk del .build
RUN apk del py3-pip
WORKDIR /app
COPY requirements.txt model.tar ./
RUN tar xf model.tar && rm model.tar
COPY . .
RUN adduser -D app && chown -R app:app /app
RUN wget https://example.com/x.zip -O /tmp/x.zip
COPY a /a
RUN unzip /tmp/x.zip && rm -rf /tmp/*
