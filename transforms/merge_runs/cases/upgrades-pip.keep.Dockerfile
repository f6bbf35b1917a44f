FROM python:3.12-slim
RUN apt-get update && pip install -U pip
RUN apt-get install -y gcc && pip install flask
