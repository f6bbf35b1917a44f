FROM python:3.12-slim AS base
RUN pip install flask

FROM base
RUN mv ~/.cache /srv/cache
