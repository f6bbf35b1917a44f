FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends sudo
WORKDIR /x
RUN apt-get update || true; apt-get install -y --no-install-recommends vim \
    && rm -rf /var/lib/apt/lists/*
