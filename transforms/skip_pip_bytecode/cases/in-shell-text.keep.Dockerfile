FROM python:3.12
RUN bash -c "pip install flask" && pip install gunicorn
FROM python:3.12
RUN PIP=pip; $PIP install flask
