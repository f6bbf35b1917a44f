FROM python:3.12-slim AS base
COPY . .
FROM base
RUN uv pip install --system -r requirements.txt
