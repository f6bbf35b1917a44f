FROM python:3.12-slim

WORKDIR /app

RUN pip install --no-cache-dir gunicorn

# what it needs
COPY requirements.txt ./

RUN pip install --no-cache-dir -r requirements.txt
