FROM python:3.12-slim
ARG PIP_OPTIONS
RUN pip $PIP_OPTIONS install flask
