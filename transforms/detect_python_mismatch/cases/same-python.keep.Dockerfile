FROM python:3.12 AS build
RUN python -m venv /opt/venv
FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
