ARG BASE=python:3.12
FROM ${BASE}
WORKDIR /srv/shop
COPY . .
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir .
