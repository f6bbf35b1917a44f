FROM python:3.12-slim-bookworm
RUN apt-get update; if [ -n "$DEV" ]; then apt-get install -y gcc libc6-dev; fi; pip install --no-cache-dir uwsgi
CMD ["python", "app.py"]
