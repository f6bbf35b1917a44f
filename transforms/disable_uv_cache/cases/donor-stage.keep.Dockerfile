FROM python:3.12-slim AS build
RUN uv pip install --system flask
FROM python:3.12-slim
COPY --from=build /app /app
