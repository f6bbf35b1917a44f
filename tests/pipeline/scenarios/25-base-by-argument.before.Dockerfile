ARG BASE=python:3.12
FROM ${BASE}
WORKDIR /srv/shop
COPY . .
RUN apt-get update && apt-get install -y curl
RUN pip install .
