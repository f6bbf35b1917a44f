FROM python:3.12
USER app
RUN pip install --user flask
