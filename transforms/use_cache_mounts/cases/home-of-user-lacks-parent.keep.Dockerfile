FROM python:3.12-slim
ENV HOME=/srv
USER 1500:1500
RUN pip install --user flask
