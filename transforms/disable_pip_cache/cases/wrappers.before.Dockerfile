FROM python:3.12-slim
RUN sudo -H pip install flask && env PYTHONUNBUFFERED=1 pip install gunicorn
RUN cat requirements.txt | xargs -n 1 pip install
