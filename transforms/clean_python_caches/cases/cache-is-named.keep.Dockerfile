FROM python:3.12
RUN poetry install
RUN ls ~/.cache/pypoetry/cache
