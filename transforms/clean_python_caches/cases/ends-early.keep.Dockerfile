FROM python:3.12
RUN exec poetry install
