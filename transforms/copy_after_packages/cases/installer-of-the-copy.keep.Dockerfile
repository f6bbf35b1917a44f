FROM python:3.12
COPY --from=venv /opt/venv /opt/venv
RUN /opt/venv/bin/pip install requests
