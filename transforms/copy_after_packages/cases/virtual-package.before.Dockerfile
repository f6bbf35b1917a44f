FROM python:3.12-alpine
WORKDIR /app
COPY . .
RUN apk add --no-cache --virtual .build-deps gcc musl-dev
RUN make
