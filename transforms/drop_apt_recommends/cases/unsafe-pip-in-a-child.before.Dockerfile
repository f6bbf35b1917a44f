FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y python3-pip
FROM base
RUN uv pip install --system psycopg2
