FROM debian:bookworm-slim
RUN apt-get update; apt-get install -y --no-install-recommends \
        libatlas-base-dev gfortran \
    && rm -rf /var/lib/apt/lists/*
