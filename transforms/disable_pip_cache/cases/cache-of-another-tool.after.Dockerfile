FROM python:3.12
RUN pip install --no-cache-dir poetry && poetry install && rm -rf ~/.cache/pypoetry/cache
