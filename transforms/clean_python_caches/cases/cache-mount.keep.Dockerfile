FROM python:3.12
RUN --mount=type=cache,target=/var/cache/x,id=poetry poetry install
