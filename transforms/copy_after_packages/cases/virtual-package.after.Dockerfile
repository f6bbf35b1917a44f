FROM python:3.12-alpine
WORKDIR /app
RUN apk add --no-cache --virtual .build-deps gcc musl-dev
COPY . .
RUN make
