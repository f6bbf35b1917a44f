FROM python:3.12-slim
RUN pip() { command pip "$@"; } && pip install flask
