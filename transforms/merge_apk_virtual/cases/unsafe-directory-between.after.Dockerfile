FROM python:3.12-alpine
WORKDIR /app
COPY . .
RUN apk add --no-cache gcc && pip install . && apk del gcc
