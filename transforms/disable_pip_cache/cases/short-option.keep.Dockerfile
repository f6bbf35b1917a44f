FROM python:3.12-slim-bookworm
RUN pip install --cache /opt/wheels flask
