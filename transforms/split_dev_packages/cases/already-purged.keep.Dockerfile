FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && pip install --no-cache-dir uwsgi && apt-get purge -y --auto-remove gcc libc6-dev
CMD ["python", "app.py"]
