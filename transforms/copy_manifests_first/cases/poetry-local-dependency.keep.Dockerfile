FROM python:3.12-slim
WORKDIR /app
RUN pip install poetry==2.2.1
COPY . .
RUN poetry install --no-root
