FROM python:3.12-slim-bookworm
RUN echo "deb https://packages.example.org/ bookworm main" > /etc/apt/sources.list.d/example.list
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
RUN pip install --no-cache-dir psycopg2
CMD ["python", "app.py"]
