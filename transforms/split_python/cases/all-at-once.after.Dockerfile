FROM python:3.11-slim-bookworm AS build
ENV PYTHONUNBUFFERED=1
WORKDIR /code
# Everything comes first.
COPY . .
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN apt-get update && apt-get install -y build-essential curl libpq-dev && \
    pip install --upgrade pip && \
    python -m pip install -r requirements.txt && \
    rm -rf /var/lib/apt/lists/*

FROM python:3.11-slim-bookworm AS web
RUN apt-get update && apt-get install -y curl libgomp1 libpq5 \
    && rm -rf /var/lib/apt/lists/*
LABEL maintainer="web@example.com"
ENV PYTHONUNBUFFERED=1
WORKDIR /code
COPY . .
COPY --from=build /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN python manage.py collectstatic --noinput
EXPOSE 8000
CMD gunicorn web.wsgi
