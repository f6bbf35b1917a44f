FROM python:3.12
ENV POETRY_CACHE_DIR=/tmp/poetry_cache PIPENV_CACHE_DIR=/tmp/pipenv_cache
RUN poetry install
RUN pipenv sync
FROM python:3.12
ENV XDG_CACHE_HOME=/cache
RUN poetry install
