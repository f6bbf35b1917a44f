FROM python:3.12-slim
COPY .g* /history/
COPY . /app
