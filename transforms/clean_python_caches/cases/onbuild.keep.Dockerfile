FROM python:3.12
ONBUILD RUN poetry install
