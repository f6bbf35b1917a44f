FROM python:3.12
RUN --mount=type=cache,target=/root poetry install
