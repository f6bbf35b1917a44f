FROM python:3.12-slim
ENV POETRY_VIRTUALENVS_IN_PROJECT=1
RUN pip install poetry==1.8.3 && \
    poetry config virtualenvs.create false && \
    poetry install --no-dev --no-interaction --no-ansi
RUN set -ex; poetry add flask; poetry run flask --version
USER app
RUN python -m poetry install
CMD ["poetry", "run", "flask"]
