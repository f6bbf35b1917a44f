FROM python:3.8-slim
RUN pip install --no-cache-dir 'pip<19'
RUN pip install --no-cache-dir flask
