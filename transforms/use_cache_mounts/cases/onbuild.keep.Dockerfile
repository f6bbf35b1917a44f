FROM python:3.12-slim
ONBUILD COPY requirements.txt .
ONBUILD RUN pip install -r requirements.txt
