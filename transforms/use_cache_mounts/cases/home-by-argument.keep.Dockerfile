FROM python:3.12-slim
ARG HOME=/srv
RUN pip install flask
