FROM python:3.12-alpine
WORKDIR /app
RUN apk add --no-cache gcc
COPY . .
RUN pip install .
RUN apk del gcc
