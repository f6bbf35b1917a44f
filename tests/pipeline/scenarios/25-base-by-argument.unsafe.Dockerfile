ARG BASE=python:3.12
FROM ${BASE}
WORKDIR /srv/shop
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
RUN PYTHONDONTWRITEBYTECODE=1 pip install --no-cache-dir .
