FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3-dev python3-pip
RUN python3 -m venv /venv && /venv/bin/pip install psycopg2
