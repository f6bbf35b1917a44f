FROM python:3-alpine AS base
RUN apk add --no-cache gcc \
 && PYTHONDONTWRITEBYTECODE=1 pip install -U pip \
 # all of it
 && \
    PYTHONDONTWRITEBYTECODE=1 python3 -m pip install -r requirements.txt \
 && CFLAGS=-g0 PYTHONDONTWRITEBYTECODE=1 pip3 install uwsgi \
 && apk del gcc
FROM base
RUN if [ -f dev.txt ]; then PYTHONDONTWRITEBYTECODE=1 pip install -r dev.txt; fi; PYTHONDONTWRITEBYTECODE=1 pip check
