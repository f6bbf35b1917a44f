FROM python:3.12-slim AS base
COPY . .
FROM base
RUN uv pip install --no-cache --system -r requirements.txt
