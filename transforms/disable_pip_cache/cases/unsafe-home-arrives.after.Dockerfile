FROM python:3.12-slim
COPY home /root
RUN pip install --no-cache-dir flask
