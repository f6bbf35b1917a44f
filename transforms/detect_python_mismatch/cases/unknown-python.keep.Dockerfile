ARG PYTHON
FROM python:$PYTHON AS build
RUN python -m venv /opt/venv
FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
FROM ubuntu:22.04
RUN apt-get update && apt-get install -y python3.11
COPY --from=build /opt/venv /opt/venv
FROM python:3-slim
COPY --from=build /opt/venv /opt/venv
