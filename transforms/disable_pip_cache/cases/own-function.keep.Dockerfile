FROM python:3.12-slim
RUN pip() { command pip --no-cache-dir "$@"; }; pip install flask
