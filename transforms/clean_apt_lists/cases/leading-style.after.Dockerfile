FROM ubuntu:24.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      curl \
      # for the health check
      netcat-openbsd \
 && curl --version \
 && rm -rf /var/lib/apt/lists/*
