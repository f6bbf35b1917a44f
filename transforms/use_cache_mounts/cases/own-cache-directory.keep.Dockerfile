FROM python:3.12-slim
RUN pip install --cache-dir /tmp/pip flask
RUN PIP_CACHE_DIR=/tmp/pip pip install gunicorn
