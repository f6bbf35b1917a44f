FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
COPY . .
CMD ["python", "app.py"]
