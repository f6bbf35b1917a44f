FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3-dev python3-pip
FROM base
RUN uv pip install --system psycopg2
