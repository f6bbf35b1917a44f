FROM python:3.12-slim AS base
ENV PIP_CACHE_DIR=/cache

FROM base
RUN pip install flask
