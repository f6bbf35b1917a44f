FROM python:3.12
RUN rm() { echo no; } && poetry install
