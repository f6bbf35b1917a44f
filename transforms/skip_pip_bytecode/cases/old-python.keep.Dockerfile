FROM python:2.7
RUN pip install flask
FROM python:3.6-slim
RUN pip install flask
