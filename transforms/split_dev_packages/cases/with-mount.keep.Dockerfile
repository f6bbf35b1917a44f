FROM python:3.12-slim-bookworm
RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y gcc libc6-dev && pip install --no-cache-dir uwsgi
CMD ["python", "app.py"]
