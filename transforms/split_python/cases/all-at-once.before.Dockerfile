FROM python:3.11-slim-bookworm AS web
LABEL maintainer="web@example.com"
ENV PYTHONUNBUFFERED=1
WORKDIR /code
# Everything comes first.
COPY . .
RUN apt-get update && apt-get install -y build-essential curl libpq-dev && \
    pip install --upgrade pip && \
    python -m pip install -r requirements.txt && \
    rm -rf /var/lib/apt/lists/*
RUN python manage.py collectstatic --noinput
EXPOSE 8000
CMD gunicorn web.wsgi
