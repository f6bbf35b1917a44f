FROM python:3.12-slim
RUN sudo -H pip install --no-cache-dir flask && env PYTHONUNBUFFERED=1 pip install --no-cache-dir gunicorn
RUN cat requirements.txt | xargs -n 1 pip install --no-cache-dir
