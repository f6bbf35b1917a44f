FROM python:3.12
COPY .cache /root/.cache
RUN poetry install
