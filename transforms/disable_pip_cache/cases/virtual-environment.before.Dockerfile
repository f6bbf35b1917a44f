FROM python:3.12-slim
RUN python -m venv /opt/venv && /opt/venv/bin/pip install flask
RUN . /opt/venv/bin/activate && pip install gunicorn
