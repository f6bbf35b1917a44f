ARG BASE=settings
FROM python:3.12 AS settings
COPY pip.conf /etc/pip.conf

FROM ${BASE}
RUN pip install flask
