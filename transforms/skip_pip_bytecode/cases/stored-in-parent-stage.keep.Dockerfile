FROM python:3.12 AS base
RUN pip --version
FROM base
RUN pip install gunicorn
