FROM python:3.12-slim-bookworm
COPY requirements.txt /app/
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libffi-dev \
    && pip install --no-cache-dir -r /app/requirements.txt \
    && rm -rf /var/lib/apt/lists/*
COPY . /app
CMD ["python", "/app/main.py"]
