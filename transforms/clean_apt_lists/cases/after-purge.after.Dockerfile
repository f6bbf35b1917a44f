FROM debian:bookworm-slim
COPY src /src
RUN apt-get update && apt-get install -y gcc libc6-dev && make -C /src && apt-get purge -y --auto-remove gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
