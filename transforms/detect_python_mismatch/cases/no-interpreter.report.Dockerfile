FROM python:3.11-bookworm AS build
ENV VENV=/app/.venv
WORKDIR /app
RUN python3 -m venv $VENV
FROM debian:12-slim
COPY --from=build /app/.venv /app/.venv
FROM debian:12-slim
RUN apt-get update && apt-get install -y python3
COPY --from=build /app/.venv /app/.venv
