FROM python:3.12-slim
ENV PIP_CACHE_DIR=/var/cache/pip
RUN pip install --no-cache-dir flask
