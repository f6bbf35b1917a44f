FROM python:3.12 AS build
RUN python -m venv /opt/venv && /opt/venv/bin/pip install flask
RUN pip install --user requests
FROM python:3.11-slim
COPY --from=build /opt/venv /opt/venv
COPY --from=build /root/.local /root/.local
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
