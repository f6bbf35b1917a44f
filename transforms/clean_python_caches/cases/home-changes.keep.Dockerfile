FROM python:3.12
RUN export HOME=/tmp && poetry install
