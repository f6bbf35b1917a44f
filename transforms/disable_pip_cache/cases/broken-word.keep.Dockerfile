FROM python:3.12-slim
RUN pip inst\
all flask
