FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y -t bookworm-backports gcc libc6-dev && pip install --no-cache-dir uwsgi
CMD ["python", "app.py"]
