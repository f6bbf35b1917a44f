FROM python:3.12-slim-bookworm
RUN sudo apt-get update && sudo apt-get install -y --no-install-recommends gcc libc6-dev
RUN pip install --no-cache-dir psycopg2
CMD ["python", "app.py"]
