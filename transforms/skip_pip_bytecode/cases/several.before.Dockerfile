FROM python:3-alpine AS base
RUN apk add --no-cache gcc \
 && pip install -U pip \
 # all of it
 && \
    python3 -m pip install -r requirements.txt \
 && CFLAGS=-g0 pip3 install uwsgi \
 && apk del gcc
FROM base
RUN if [ -f dev.txt ]; then pip install -r dev.txt; fi; pip check
