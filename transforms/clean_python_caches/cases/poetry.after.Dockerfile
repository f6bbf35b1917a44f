FROM python:3.12-slim
ENV POETRY_VIRTUALENVS_IN_PROJECT=1
RUN pip install poetry==1.8.3 && \
    poetry config virtualenvs.create false && \
    poetry install --no-dev --no-interaction --no-ansi && \
    rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts
RUN set -ex; poetry add flask; poetry run flask --version; rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts
USER app
RUN python -m poetry install && rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts
CMD ["poetry", "run", "flask"]
