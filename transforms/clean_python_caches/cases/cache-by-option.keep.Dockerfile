FROM python:3.12
RUN poetry config cache-dir /opt/cache
RUN poetry install
