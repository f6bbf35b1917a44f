FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
COPY ./backend /app
ENV PYTHONUNBUFFERED=1
RUN pip install --no-cache-dir gunicorn && pip install --no-cache-dir -r /app/requirements.txt
RUN python /app/manage.py collectstatic
