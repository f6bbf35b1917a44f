FROM python:3.12
RUN XDG_CACHE_HOME=/tmp poetry install
