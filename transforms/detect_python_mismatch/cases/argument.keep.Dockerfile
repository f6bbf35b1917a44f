ARG PYTHON=3.11
FROM python:3.12 AS build
RUN python -m venv /opt/venv
FROM python:${PYTHON}-slim
COPY --from=build /opt/venv /opt/venv
FROM python:3.11-slim
ARG LINE=3.12
COPY --from=build /usr/local/lib/python${LINE}/site-packages /usr/local/lib/python${LINE}/site-packages
