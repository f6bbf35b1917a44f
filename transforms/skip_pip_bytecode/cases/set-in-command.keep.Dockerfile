FROM python:3.12
RUN PYTHONDONTWRITEBYTECODE= pip install flask
FROM python:3.12
RUN export PYTHONPYCACHEPREFIX=/tmp && pip install flask
