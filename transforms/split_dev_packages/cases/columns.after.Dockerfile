FROM python:3.12-slim-bookworm
RUN apt-get update                                            \
    && apt-get install -y gcc libc6-dev libpq-dev libpq5      \
    && pip install psycopg2==2.9.9                            \
    && apt-get purge -y --auto-remove gcc libc6-dev libpq-dev \
    && useradd app                                            \
    && rm -rf /var/lib/apt/lists/*
CMD ["python", "app.py"]
