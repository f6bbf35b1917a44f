FROM debian:12
COPY vendor.list /etc/apt/sources.list.d/
RUN apt-get update && apt-get install -y --no-install-recommends vendor-agent \
    && rm -rf /var/lib/apt/lists/*
