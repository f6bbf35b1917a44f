ARG BASE=python:3.12
FROM ${BASE}
ENTRYPOINT python app.py
