FROM python:3.12-slim

WORKDIR /app

# what it needs
COPY requirements.txt ./

RUN pip install --no-cache-dir gunicorn

RUN pip install --no-cache-dir -r requirements.txt
